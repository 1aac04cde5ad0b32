package import SessionsAPI
import SessionsClient
package import Timeline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The sources that whoever runs the service named, by their names.
///
/// One more kind of source is one more line of ``make(_:environment:)``.
package struct SourceBook: Sendable {
  /// The sources of the configuration, in the order of their names.
  package let known: [SourceSettings]
  private let environment: [String: String]

  package init(_ known: [SourceSettings] = [], environment: [String: String]) {
    self.known = known.sorted { $0.name < $1.name }
    self.environment = environment
  }

  /// The source of a name, or of a kind with an address: `prod`, `prometheus=http://host:9090`.
  ///
  /// - Throws: ``SourceFailure`` where there is none.
  package func source(_ name: String) throws(SourceFailure) -> any RemoteSource {
    try make(settings(of: name))
  }

  /// The settings of a source.
  ///
  /// - Throws: ``SourceFailure`` where there is none of the name.
  package func settings(of name: String) throws(SourceFailure) -> SourceSettings {
    if let found = known.first(where: { $0.name == name }) { return found }
    if let spoken = Self.spoken(name) { return spoken }
    let names = known.map(\.name).joined(separator: ", ")
    throw SourceFailure(
      source: name, what: "'\(name)'", why: "there is no source of that name",
      advice: names.isEmpty
        ? "Name it below 'sources' in config.yaml, or write KIND=URL, such as "
          + "prometheus=http://localhost:9090."
        : "There are: \(names).", isFinal: true)
  }

  /// Tries a source: what it is, since when it holds data, what is wrong.
  package func check(_ name: String, at now: Instant) async -> SourceCheck {
    do {
      let source = try source(name)
      let time = Duration.seconds(min(Self.patience, source.settings.limits.seconds))
      let state: SourceState
      do {
        state = try await withTimeLimit(time) { try await source.examine(at: now) }
      } catch is SlowAnswer {
        throw SourceFailure(
          source: source.settings.name, what: "asking what it holds",
          why: "it did not answer within \(time.components.seconds) s")
      }
      let since =
        state.since.map { ", with data since \(CivilTime($0).dateText) or before" } ?? ""
      let words = ["\(state.what.sentence)\(since)."] + state.remarks
      return SourceCheck(
        name: source.settings.name, state: state.remarks.isEmpty ? .ok : .doubtful,
        words: words.joined(separator: " "))
    } catch {
      return SourceCheck(name: name, state: .failed, words: "\(error)".sentence)
    }
  }

  /// Seconds that a source is waited for when it is only tried.
  private static let patience = 20

  /// The settings of `KIND=URL`, and of a preset's name alone: `kubernetes`, `journal`.
  private static func spoken(_ text: String) -> SourceSettings? {
    if let preset = SourceKind(rawValue: text), preset == .kubernetes || preset == .journal {
      var settings = SourceSettings(name: text, kind: preset)
      settings.isSpoken = true
      return settings
    }
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let kind = SourceKind(rawValue: parts[0]), kind.isServer,
      parts[1].hasPrefix("http://") || parts[1].hasPrefix("https://")
    else { return nil }
    var settings = SourceSettings(name: parts[0], kind: kind, address: parts[1])
    settings.isSpoken = true
    return settings
  }

  private func make(_ settings: SourceSettings) throws(SourceFailure) -> any RemoteSource {
    switch settings.kind {
    case .prometheus: try PrometheusSource(settings, environment: environment)
    case .loki: LokiSource(settings, server: try SourceClient(settings, environment: environment))
    case .tempo:
      TempoSource(settings, server: try SourceClient(settings, environment: environment))
    case .command, .journal: CommandSource(settings, environment: environment)
    case .kubernetes: KubernetesSource(settings, environment: environment)
    }
  }
}
