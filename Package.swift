// swift-tools-version: 6.3

import PackageDescription

/// Every Swift target is built under these: imports say how far they reach, and a warning is an error.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// The store alone touches C memory: each such call is marked `unsafe`, so that a reviewer can list them.
let storeOnly: [SwiftSetting] = [.enableExperimentalFeature("Lifetimes"), .strictMemorySafety()]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "dossier-ledger",
    products: [
        .executable(name: "dossier", targets: ["dossier"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    ],
    targets: [
        .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CXLSXWriter",
            pkgConfig: "xlsxwriter",
            providers: [.apt(["libxlsxwriter-dev"])]
        ),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .target(name: "DossierModel", swiftSettings: house),
        .target(name: "MerkleLog", dependencies: [crypto], swiftSettings: house),
        .target(name: "Interchange", dependencies: ["CZlib", "DossierModel"], swiftSettings: house),
        .target(name: "Rules", dependencies: ["DossierModel"], swiftSettings: house),
        .target(name: "Projections", dependencies: ["DossierModel", "Rules"], swiftSettings: house),
        .target(
            name: "LedgerStore",
            dependencies: ["CLMDB", "CZstd", "DossierModel", "MerkleLog"],
            swiftSettings: house + storeOnly
        ),
        .target(
            name: "Audit",
            dependencies: [
                crypto, "Archive", "DossierModel", "Interchange", "LedgerStore", "MerkleLog", "Projections",
                "Rules",
            ],
            resources: [
                .embedInCode("Resources/calendar-vn-2020-2026.json"),
                .embedInCode("Resources/vn-2018.json"),
                .embedInCode("Resources/vn-2025.json"),
            ],
            swiftSettings: house
        ),
        .target(name: "Synthetic", dependencies: ["DossierModel"], swiftSettings: house),
        .target(name: "Spreadsheet", dependencies: ["CXLSXWriter"], swiftSettings: house),
        .target(name: "Archive", dependencies: ["CZip"], swiftSettings: house),
        .target(
            name: "DossierCLI",
            dependencies: [
                "Audit", "DossierModel", "Interchange", "LedgerStore", "MerkleLog", "Projections",
                "Rules", "Spreadsheet", "Synthetic",
                argumentParser,
            ],
            swiftSettings: house
        ),
        .executableTarget(name: "dossier", dependencies: ["DossierCLI"], swiftSettings: house),
        .target(
            name: "TestSupport",
            dependencies: ["CZlib", "DossierModel", "Rules", "Synthetic"],
            path: "Tests/TestSupport",
            swiftSettings: house
        ),
        .testTarget(
            name: "DossierModelTests",
            dependencies: ["DossierModel", "TestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "MerkleLogTests",
            dependencies: ["MerkleLog", "TestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "InterchangeTests",
            dependencies: ["DossierModel", "Interchange", "TestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "RulesTests",
            dependencies: ["DossierModel", "Rules", "TestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "ProjectionsTests",
            dependencies: ["DossierModel", "Projections", "Rules", "TestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "LedgerStoreTests",
            dependencies: [
                "CLMDB", "DossierModel", "Interchange", "LedgerStore", "MerkleLog", "TestSupport",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "AuditTests",
            dependencies: [
                "Archive", "Audit", "DossierModel", "Interchange", "LedgerStore", "MerkleLog", "Projections",
                "Rules", "Synthetic", "TestSupport",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "SyntheticTests",
            dependencies: ["DossierModel", "Interchange", "Synthetic", "TestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "SpreadsheetTests",
            dependencies: ["Spreadsheet", "TestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "ArchiveTests",
            dependencies: ["Archive", "TestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "DossierCLITests",
            dependencies: [
                "Archive", "Audit", "DossierCLI", "DossierModel", "Interchange", "LedgerStore", "MerkleLog",
                "TestSupport",
                "dossier",
            ],
            swiftSettings: house
        ),
    ],
    swiftLanguageModes: [.v6]
)
