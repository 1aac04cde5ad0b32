import ArgumentParser
import InvestigationService
import Shell

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The store of a server, also while it serves.
struct StoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Copies the store of a server, or deletes old sessions from it.",
    discussion: """
      Servers may go on serving meanwhile.

      Example:

        gumshoe store backup /backup/gumshoe.sqlite
      """,
    subcommands: [Backup.self, Prune.self])

  /// The command `gumshoe store backup`.
  struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Copies sessions and keys, as they are at one moment, to a new file.",
      discussion: """
        Example:

          gumshoe store backup /backup/gumshoe.sqlite --store team.sqlite
        """)

    @Argument(help: "The file to write; nothing is overwritten.")
    var file: String

    @OptionGroup var store: StoreOption

    func run() async throws {
      let path = try store.existing()
      do {
        try StoreBackup(of: path, to: file).write()
      } catch let error as BackupError {
        throw StartFailure.serving(.backup(error))
      } catch {
        throw StartFailure.storeUnusable("\(StoreError(using: path, error))")
      }
      TextSink.standardError.write("gumshoe: the store is copied to '\(file)'.\n")
    }
  }

  /// The command `gumshoe store prune`.
  struct Prune: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Deletes sessions that ended and have not changed for some days.",
      discussion: """
        Running sessions stay. 'gumshoe serve --keep DAYS' does the same every hour.

        Example:

          gumshoe store prune --older-than 90
        """)

    @Option(
      name: .customLong("older-than"),
      help: ArgumentHelp("The days since a session last changed.", valueName: "days"))
    var days: String

    @OptionGroup var store: StoreOption

    func run() async throws {
      let days = try DayCount.read(days, option: "--older-than")
      let count = try await store.reaching {
        try await $0.prune(before: Date().addingTimeInterval(-86_400 * Double(days)))
      }
      TextSink.standardError.write(
        "gumshoe: deleted \(count) \(count == 1 ? "session" : "sessions").\n")
    }
  }
}
