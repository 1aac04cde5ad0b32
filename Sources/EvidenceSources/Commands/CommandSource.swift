package import Timeline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a command prints, as evidence: `docker logs`, `journalctl`, whatever people have.
package struct CommandSource: RemoteSource {
  package let settings: SourceSettings
  private let environment: [String: String]

  /// Makes the source of a command that may have the user's environment.
  package init(_ settings: SourceSettings, environment: [String: String]) {
    self.settings = settings
    self.environment = environment
  }

  /// The words that are run: those of the settings, or those of the preset.
  private var words: [String] {
    guard settings.kind == .journal else { return settings.command }
    return ["journalctl", "--output=json", "--no-pager", "--since=@{since_unix}"]
      + ["--until=@{until_unix}", "--lines=\(settings.limits.lines)"]
      + (settings.selector.map { ["--unit=\($0)"] } ?? [])
  }

  package func examine(at now: Instant) async throws -> SourceState {
    // A minute of it shows that the program is there and lets itself be asked.
    let run = run(TimeWindow(from: now.advanced(by: -60_000), through: now))
    let end = try await run.run(within: .seconds(min(10, settings.limits.seconds))) { _ in false }
    if let trouble = end.trouble {
      throw ProgramOutput.failure(of: run, trouble, end)
    }
    return SourceState(what: "'\(run.line)' runs")
  }

  package func fetch(_ wish: SourceWish, into sink: SourceSink) async throws {
    let run = run(wish.window)
    let name = settings.kind == .journal ? "journal.json" : "output.log"
    try await ProgramOutput.keep(
      run, as: name, within: .seconds(settings.limits.seconds), in: sink)
  }

  private func run(_ window: TimeWindow) -> ProgramRun {
    ProgramRun(words, window: window, place: settings.place, environment: environment)
  }
}
