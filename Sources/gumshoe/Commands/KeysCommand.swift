import ArgumentParser
import InvestigationService
import Shell

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The keys of a server's callers.
struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Makes, lists and revokes the keys of a server's callers.",
    discussion: """
      Example:

        gumshoe keys create --name ann --role member
        gumshoe keys list
      """,
    subcommands: [
      Create.self, List.self, Revoke.self, DisableOrganization.self, EnableOrganization.self,
    ])

  /// The command `gumshoe keys create`.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes a key and prints it, this once.",
      discussion: """
        Example:

          gumshoe keys create --name ann --role member --org shop
        """)

    @Option(help: "Whose key it is.")
    var name: String

    @Option(help: "What it lets them do: member, or admin to list sessions too.")
    var role: String

    @Option(
      name: .customLong("org"),
      help: ArgumentHelp("The organisation, whose sessions they share.", valueName: "name"))
    var organization = "default"

    @OptionGroup var store: StoreOption

    func run() async throws {
      guard let role = Principal.Role(rawValue: role) else {
        throw StartFailure.serving(.badRole(role))
      }
      let principal = Principal(
        organization: try KeyName.checked(organization, option: "--org"),
        user: try KeyName.checked(name, option: "--name"), role: role)
      let secret = KeySecret()
      let record = try await store.reaching(mayMake: true) {
        try await $0.add(secret, for: principal, at: Date())
      }
      TextSink.standardError.write(
        "gumshoe: key \(record.id) of \(name), \(role.rawValue) of \(organization). "
          + "It is shown only now; keep it safe.\n")
      TextSink.standardOutput.write(secret.text + "\n")
    }
  }

  /// The command `gumshoe keys list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the keys, never the secrets.",
      discussion: """
        Example:

          gumshoe keys list --store team.sqlite
        """)

    @OptionGroup var store: StoreOption

    func run() async throws {
      let keys = try await store.reaching { try await $0.keys() }
      TextSink.standardOutput.write(KeyTable(keys: keys).text)
    }
  }

  /// The command `gumshoe keys revoke`.
  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Revokes a key; its next call is refused.",
      discussion: """
        Example:

          gumshoe keys revoke 1f0c7a3e
        """)

    @Argument(help: "The key's id, as 'keys list' shows it.")
    var id: String

    @OptionGroup var store: StoreOption

    func run() async throws {
      let key = try await store.reaching { try await $0.revokeKey(id, at: Date()) }
      guard let key else { throw StartFailure.serving(.unknownKey(id)) }
      TextSink.standardError.write(
        "gumshoe: key \(key.id) of \(key.principal.user) is revoked.\n")
    }
  }

  /// The command `gumshoe keys disable-org`.
  struct DisableOrganization: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "disable-org", abstract: "Refuses an organisation's callers, with 403.",
      discussion: """
        Example:

          gumshoe keys disable-org shop
        """)

    @Argument(help: "The organisation.")
    var organization: String

    @OptionGroup var store: StoreOption

    func run() async throws {
      try await KeysCommand.setDisabled(true, organization, store)
    }
  }

  /// The command `gumshoe keys enable-org`.
  struct EnableOrganization: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "enable-org", abstract: "Lets an organisation's callers in again.",
      discussion: """
        Example:

          gumshoe keys enable-org shop
        """)

    @Argument(help: "The organisation.")
    var organization: String

    @OptionGroup var store: StoreOption

    func run() async throws {
      try await KeysCommand.setDisabled(false, organization, store)
    }
  }

  private static func setDisabled(
    _ isDisabled: Bool, _ organization: String, _ option: StoreOption
  ) async throws {
    let isKnown = try await option.reaching {
      try await $0.setDisabled(isDisabled, organization: organization, at: Date())
    }
    guard isKnown else { throw StartFailure.serving(.unknownOrganization(organization)) }
    TextSink.standardError.write(
      "gumshoe: the organisation \(organization) is \(isDisabled ? "disabled" : "enabled").\n")
  }
}

/// A name of a user or an organisation.
private enum KeyName {
  /// The name, where it can be shown in a table and a log.
  static func checked(_ text: String, option: String) throws(StartFailure) -> String {
    let isShowable = text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
    let isBlank = text.allSatisfy(\.isWhitespace)
    guard isShowable, !isBlank, text.unicodeScalars.count <= 128 else {
      throw .serving(.badName(option: option, text))
    }
    return text
  }
}
