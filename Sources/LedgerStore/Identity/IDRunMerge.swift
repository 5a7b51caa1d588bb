/// Merges runs of the id index in place: it takes no memory but that of the run that it makes.
@safe
struct IDRunMerge {
    /// A run, as far as it has been taken.
    @safe
    private struct Source {
        let bytes: UnsafeRawBufferPointer
        let count: Int
        var next = 0
        var hash: UInt64
        var place: UInt32

        init(_ bytes: UnsafeRawBufferPointer) {
            unsafe self.bytes = unsafe bytes
            count = bytes.count / IDRun.entrySize
            (hash, place) = (0, 0)
            read()
        }

        /// Reads the entry at hand; behind the last one nothing is less.
        @inline(__always)
        mutating func read() {
            guard next < count else {
                (hash, place) = (.max, .max)
                return
            }
            hash = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: next * 8, as: UInt64.self))
            let start = count * 8 + next * 4
            place = unsafe UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self))
        }

        @inline(__always)
        func precedes(_ other: Source) -> Bool {
            hash != other.hash ? hash < other.hash : place < other.place
        }
    }

    private var sources: [Source] = []

    /// Takes in a run, whose bytes have to stay where they are until ``encode()``.
    @unsafe
    mutating func add(_ run: UnsafeRawBufferPointer) {
        sources.append(unsafe Source(run))
    }

    /// The run of all entries of the runs, in order of hash and place.
    consuming func encode() -> [UInt8] {
        let count = sources.reduce(0) { $0 + $1.count }
        var bytes = [UInt8](repeating: 0, count: count * IDRun.entrySize)
        unsafe bytes.withUnsafeMutableBytes { bytes in
            for index in 0..<count {
                var least = 0
                for other in 1..<max(1, sources.count) where sources[other].precedes(sources[least]) {
                    least = other
                }
                let (hash, place) = (sources[least].hash, sources[least].place)
                unsafe bytes.storeBytes(of: hash.littleEndian, toByteOffset: index * 8, as: UInt64.self)
                let start = count * 8 + index * 4
                unsafe bytes.storeBytes(of: place.littleEndian, toByteOffset: start, as: UInt32.self)
                sources[least].next += 1
                sources[least].read()
            }
        }
        return bytes
    }
}
