import ArgumentParser
import EvidenceSources
import Foundation
import TestSupport
import Testing

@testable import gumshoe

/// Holds the table of settings against what the configuration reader takes and what the code reads.
@Suite struct SettingTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test func `every setting of the table is a key of the file, and nothing else is`() throws {
    for setting in Setting.all {
      let text = "\(setting.key): \(setting.words.first ?? "x")\n"
      #expect(throws: Never.self) { try ConfigurationFile.outline(of: text, path: "f") }
      let ofProfile = "profiles:\n  team:\n    \(text)"
      if setting.isOfProfile {
        #expect(throws: Never.self) { try ConfigurationFile.outline(of: ofProfile, path: "f") }
      } else {
        #expect(throws: StartFailure.self) {
          try ConfigurationFile.outline(of: ofProfile, path: "f")
        }
      }
    }
    // What the reader itself says that there is.
    do {
      _ = try ConfigurationFile.outline(of: "no-such-key: 1\n", path: "f")
      Issue.record("an unknown key was taken")
    } catch {
      let known = "\(error)".split(separator: "there are ").last?.prefix { $0 != "." }
        .split(separator: ", ").map(String.init)
      #expect(
        Set(known ?? []) == Set(Setting.all.map(\.key) + ["profiles", "sources"]), "\(error)")
    }
  }

  @Test func `every setting of a source stands in gumshoe-config(5), and the file takes no other`()
    async throws
  {
    let folder = try TemporaryFolder()
    let pages = try await ManualPages(home: folder.path)
    let rows = try pages.rows(of: "gumshoe-config.5", below: ".Sh SOURCES")
    let told = rows.filter { $0.hasPrefix(".It Ic ") }.map { row in
      String(row.dropFirst(7)).replacing("\"", with: "").replacing("\\&", with: "")
        .replacing("\\-", with: "-")
    }
    #expect(told == SourceSetting.all.map(\.key))
    do {
      _ = try ConfigurationFile.outline(
        of: "sources:\n  a:\n    kind: journal\n    no-such-key: 1\n", path: "f")
      Issue.record("an unknown key was taken")
    } catch {
      let known = "\(error)".split(separator: "there are ").last?.prefix { $0 != "." }
        .split(separator: ", ").map(String.init)
      #expect(Set(known ?? []) == Set(SourceSetting.all.map(\.key)), "\(error)")
    }
  }

  @Test
  func `a source is read with all of its settings, and a secret in the file is refused unsaid`()
    throws
  {
    let text = """
      sources:
        prod:
          kind: prometheus
          address: https://prometheus.example.org/prom
          bearer: $TOKEN
          headers: {X-Scope-OrgID: team, X-Key: "file:/run/key"}
          ca-file: ca.pem
          selector: namespace="shop"
          service-labels: [app]
          requests: 7
      """
    let source = try #require(
      try ConfigurationFile.outline(of: text, path: "/etc/gumshoe/config.yaml").sources.first)
    #expect(source.name == "prod" && source.kind == .prometheus && source.limits.requests == 7)
    #expect(source.authentication.bearer == .environment("TOKEN"))
    #expect(source.authentication.authorityFile == "/etc/gumshoe/ca.pem")
    #expect(
      source.authentication.headers == [
        .init(name: "X-Key", value: .secret(.file("/run/key"))),
        .init(name: "X-Scope-OrgID", value: .plain("team")),
      ])
    for (bad, said) in [
      ("bearer: abc123secret", "$NAME"), ("requests: -1", "'requests'"),
      ("kind: oracle", "prometheus"), ("command: ls", "'command'"),
    ] {
      do {
        _ = try ConfigurationFile.outline(
          of: "sources:\n  a:\n    kind: journal\n    \(bad)\n".replacing(
            bad.hasPrefix("kind") ? "kind: journal\n    " : "\t", with: ""), path: "f")
        Issue.record("'\(bad)' was taken")
      } catch {
        #expect("\(error)".contains(said) && !"\(error)".contains("abc123secret"), "\(error)")
      }
    }
  }

  @Test func `a value that a setting can't have is refused, one that it has is taken`() async throws
  {
    for setting in Setting.screen {
      for word in setting.words {
        _ = try await settings([setting.variable: word]).reading(environment: [:])
      }
      let bad = try await settings([setting.variable: "nonsense"])
      #expect(throws: StartFailure.self, "\(setting.key)") { try bad.reading(environment: [:]) }
      #expect(setting.words.first == setting.standard)
    }
    #expect(try await settings(["GUMSHOE_TIMEOUT": "5"]).timeLimit() == .seconds(5))
    #expect(try await settings([:]).timeLimit() == nil)
    let nothing = try await settings(["GUMSHOE_TIMEOUT": "0"])
    #expect(throws: StartFailure.self) { try nothing.timeLimit() }
    #expect(try await settings([:]).profileName() == Setting.profile.standard)
    #expect(try await settings(["GUMSHOE_PROFILE": "team"]).profileName() == "team")
  }

  @Test func `the code reads no setting that the table does not have`() throws {
    let folder = Self.root.appending(path: "Sources/gumshoe/Configuration")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let read = try Regex(#"(?:spoken|reader\?|file)\.string\((?:forKey: )?"([a-z-]+)""#)
    var found: Set<String> = []
    for file in files where file.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for match in text.matches(of: read) {
        if let key = match.output[1].substring { found.insert(String(key)) }
      }
    }
    #expect(found.subtracting(Setting.all.map(\.key)) == [])
    #expect(found.count >= 5, "the settings are read otherwise now: \(found)")
  }

  @Test func `every setting stands in gumshoe-config(5), and no other`() async throws {
    let folder = try TemporaryFolder()
    let pages = try await ManualPages(home: folder.path)
    let rows = try pages.rows(of: "gumshoe-config.5", below: ".Sh SETTINGS")
    let told = rows.filter { $0.hasPrefix(".It Ic ") }.map { row in
      String(row.dropFirst(7)).replacing("\"", with: "").replacing("\\&", with: "")
        .replacing("\\-", with: "-")
    }
    #expect(told == Setting.all.map(\.key) + ["profiles", "sources"])
    let text = rows.joined(separator: " ").replacing("\\-", with: "-")
      .replacing("\\(aq", with: "'")
    for setting in Setting.all {
      #expect(text.contains(setting.variable) && text.contains("default is \(setting.standard)"))
      if setting.hasOption { #expect(pages.options["chat"]?.contains("--\(setting.key)") == true) }
    }
  }

  @Test func `every variable that the code reads stands in the manual, and no other`() async throws
  {
    let folder = try TemporaryFolder()
    let pages = try await ManualPages(home: folder.path)
    let rows = try pages.rows(of: "gumshoe.1", below: ".Sh ENVIRONMENT")
    let told = Set(rows.filter { $0.hasPrefix(".It Ev ") }.map { String($0.dropFirst(7)) })
    var code = ""
    let sources = Self.root.appending(path: "Sources").path
    let walker = try #require(FileManager.default.enumerator(atPath: sources))
    for case let path as String in walker
    where path.hasSuffix(".swift") && !path.hasPrefix("gumshoe/Manual/") {
      code += try String(contentsOfFile: "\(sources)/\(path)", encoding: .utf8)
    }
    let read = try Regex(#"environment\["([A-Z_]+)"\]"#)
    let found = Set(code.matches(of: read).compactMap { $0.output[1].substring.map(String.init) })
    #expect(found.subtracting(told).subtracting(Self.notTold) == [])
    let settings = Set(Setting.all.map(\.variable))
    // Their names are put together of the server's scheme.
    let ofSchemes: Set = ["HTTP_PROXY", "HTTPS_PROXY"]
    for variable in told.subtracting(settings).subtracting(ofSchemes) {
      #expect(
        code.contains("\"\(variable)\"") || code.contains("\"\(variable.lowercased())\""),
        "\(variable)")
    }
    #expect(settings.subtracting(told) == [])
  }

  /// Variables that others set to tell of themselves, and the system's own: no user sets them for us.
  private static let notTold: Set = [
    "HOME", "PATH", "LESS", "TMUX", "STY", "VTE_VERSION", "TERM_PROGRAM", "WT_SESSION",
    "KONSOLE_VERSION", "REQUEST_METHOD",
  ]

  private func settings(_ environment: [String: String]) async throws -> ConnectionSettings {
    let home = ["HOME": "/nonexistent"].merging(environment) { $1 }
    return try await ConnectionSettings(options: ServiceOptions.parse([]), environment: home)
  }
}
