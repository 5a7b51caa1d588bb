import DossierCLI
import Glibc

@main
struct Main {
    static func main() async {
        // A reader that goes away is told by the failed write, not by the end of the process.
        signal(SIGPIPE, SIG_IGN)
        exit(await DossierProgram.run(Array(CommandLine.arguments.dropFirst())))
    }
}
