import DossierCLI

@main
struct Main {
    static func main() {
    }
}
