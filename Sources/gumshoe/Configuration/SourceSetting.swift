import EvidenceSources
import Yams

/// A row of the table of settings below `sources.NAME`: all that configuration and manual know of one.
struct SourceSetting: Sendable {
  var key: String
  /// What it is for and what it may be, as sentences of the manual.
  var summary: String
  /// Takes a value in; what is wrong with it, else nil.
  ///
  /// Relative paths begin at the given folder.
  var take: @Sendable (Node, inout SourceSettings, String) -> String?

  /// Every setting of a source, in the order of the manual.
  static let all: [SourceSetting] = [
    SourceSetting(
      key: "kind",
      summary: "What the source is asked in. One of: "
        + SourceKind.allCases.map(\.rawValue).joined(separator: ", ") + "."
    ) { node, source, _ in
      guard let kind = node.string.flatMap(SourceKind.init) else {
        return "'kind' is one of: \(SourceKind.allCases.map(\.rawValue).joined(separator: ", "))"
      }
      source.kind = kind
      return nil
    },
    text("address", "The base URL of a server, with the path where a proxy has one.", \.address),
    texts(
      "command",
      """
      The program of a 'command' and its arguments, as a list; no shell looks at them. {since}, \
      {until}, {since_unix} and {until_unix} stand for the time that is asked about.
      """, \.command),
    text(
      "selector",
      """
      What of it is looked at: label matchers without braces such as namespace=\"shop\" for \
      prometheus and loki, conditions of TraceQL for tempo, a label selector for kubernetes, a unit \
      for journal.
      """, \.selector),
    texts(
      "service-labels", "The labels that name a service, as a list; else the usual ones.",
      \.serviceLabels),
    text("context", "The context of kubectl; else its current one.", \.context),
    texts("namespaces", "The namespaces that kubectl looks at, as a list.", \.namespaces),
    secret("bearer", "A bearer token", \.authentication.bearer),
    text("user", "The user of basic authentication.", \.authentication.user),
    secret("password", "The password of that user", \.authentication.password),
    SourceSetting(
      key: "headers",
      summary: """
        Further fields of every request, a mapping such as X-Scope-OrgID: team. A value may be $NAME \
        or file:/PATH, as a secret's.
        """
    ) { node, source, _ in
      guard let mapping = node.mapping else { return "'headers' is no mapping" }
      var headers: [SourceAuthentication.Header] = []
      for (key, value) in mapping {
        guard let name = key.string, let text = value.scalar?.string, isHeader(name, text) else {
          return "'headers' holds what is no field of a request"
        }
        headers.append(
          .init(name: name, value: SecretReference(text).map { .secret($0) } ?? .plain(text)))
      }
      source.authentication.headers = headers.sorted { $0.name < $1.name }
      return nil
    },
    path(
      "ca-file", "The authorities to trust in place of the system's", \.authentication.authorityFile
    ),
    path("client-cert", "The client's own certificate", \.authentication.certificateFile),
    path("client-key", "The key of that certificate", \.authentication.keyFile),
    number(
      "requests", "The requests to a server, or runs of a command, for a question.",
      \.limits.requests),
    number("bytes", "The bytes of answers for a question, decompressed.", \.limits.bytes),
    number("lines", "The lines of logs for a question.", \.limits.lines),
    number("seconds", "The seconds that asking may take for a question.", \.limits.seconds),
  ]

  private static func text(
    _ key: String, _ summary: String,
    _ path: any WritableKeyPath<SourceSettings, String?> & Sendable
  ) -> SourceSetting {
    SourceSetting(key: key, summary: summary) { node, source, _ in
      guard let text = node.scalar?.string, !text.isEmpty else {
        return "'\(key)' is no plain value"
      }
      source[keyPath: path] = text
      return nil
    }
  }

  private static func texts(
    _ key: String, _ summary: String,
    _ path: any WritableKeyPath<SourceSettings, [String]> & Sendable
  ) -> SourceSetting {
    SourceSetting(key: key, summary: summary) { node, source, _ in
      guard let list = node.sequence, !list.isEmpty,
        list.allSatisfy({ $0.scalar?.string.isEmpty == false })
      else { return "'\(key)' is no list of plain values" }
      source[keyPath: path] = list.compactMap { $0.scalar?.string }
      return nil
    }
  }

  private static func path(
    _ key: String, _ summary: String,
    _ path: any WritableKeyPath<SourceSettings, String?> & Sendable
  ) -> SourceSetting {
    let summary = "\(summary), as a PEM file. A relative path begins at the configuration's folder."
    return SourceSetting(key: key, summary: summary) { node, source, folder in
      guard let text = node.scalar?.string, !text.isEmpty else {
        return "'\(key)' is no plain value"
      }
      source[keyPath: path] = text.hasPrefix("/") ? text : "\(folder)/\(text)"
      return nil
    }
  }

  private static func secret(
    _ key: String, _ summary: String,
    _ path: any WritableKeyPath<SourceSettings, SecretReference?> & Sendable
  ) -> SourceSetting {
    let summary = "\(summary): $NAME for a variable, file:/PATH for a file of mode 0600."
    return SourceSetting(key: key, summary: summary) { node, source, _ in
      // What stands there instead may be the secret: it is not repeated.
      guard let reference = node.scalar.flatMap({ SecretReference($0.string) }) else {
        return "'\(key)' holds no secret itself: write $NAME for a variable, or file:/PATH"
      }
      source[keyPath: path] = reference
      return nil
    }
  }

  private static func number(
    _ key: String, _ summary: String, _ path: any WritableKeyPath<SourceSettings, Int> & Sendable
  ) -> SourceSetting {
    let standard = SourceSettings(name: "", kind: .command)[keyPath: path]
    return SourceSetting(key: key, summary: "\(summary) The default is \(standard).") {
      node, source, _ in
      guard let number = node.scalar.flatMap({ Int($0.string) }),
        (1...1_000_000_000).contains(number)
      else { return "'\(key)' is no whole number above 0" }
      source[keyPath: path] = number
      return nil
    }
  }

  /// Whether a name and a value can be a field of a request (RFC 9110, 5.1 and 5.5).
  private static func isHeader(_ name: String, _ value: String) -> Bool {
    let isName = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
    return isName && !name.isEmpty && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }
}
