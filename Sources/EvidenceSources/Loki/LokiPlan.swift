import Timeline

/// Which lines are worth their place where not all can be fetched, in the order of their worth: pure.
struct LokiPlan: Hashable {
  /// One query and the lines it may cost.
  struct Part: Hashable {
    /// What its file is called: `failures`.
    var name: String
    var selector: LokiSelector
    var filter: LokiFilter?
    var window: TimeWindow
    var lines: Int
  }

  private(set) var parts: [Part] = []

  /// The milliseconds around the onset in which every line counts.
  private static let around: Int64 = 60_000
  /// The milliseconds before the onset in which changes are looked for.
  private static let changes: Int64 = 60 * 60_000
  /// Lines of one pattern: they say the same.
  private static let ofPattern = 50

  init(
    _ focus: LokiFocus, _ wish: SourceWish, services known: [String],
    _ everything: LokiSelector, label: String, _ base: String?, _ failures: LokiFilter,
    _ lines: Int,
    patterns: [LokiPattern] = []
  ) {
    // Tenths of all lines: failures tell most, and what lies around the onset shows their cause.
    func share(_ tenths: Int) -> Int { max(1, lines / 10 * tenths) }
    parts.append(
      Part(
        name: "failures", selector: everything, filter: failures, window: focus.window,
        lines: share(4)))
    if let onset = focus.onset {
      let near = onset...onset
      parts.append(
        Part(
          name: "around", selector: everything, filter: nil,
          window: near.widened(by: Self.around), lines: share(2)))
      parts.append(
        Part(
          name: "changes", selector: everything, filter: .changeWords,
          window: TimeWindow(
            from: max(wish.window.lowerBound, onset.advanced(by: -Self.changes)), through: onset),
          lines: share(1)))
      parts.append(
        Part(
          name: "before", selector: everything, filter: failures,
          window: TimeWindow(from: wish.window.lowerBound, through: onset.advanced(by: -1)),
          lines: share(1)))
    }
    for pattern in patterns {
      parts.append(
        Part(
          name: "pattern", selector: everything, filter: .pattern(pattern.text),
          window: focus.window, lines: Self.ofPattern))
    }
    let services = known.filter { wish.words.contains($0.lowercased()) }
    if !services.isEmpty {
      parts.append(
        Part(
          name: services[0],
          selector: LokiSelector(label: label, services: services, within: base), filter: nil,
          window: focus.window, lines: share(2)))
    }
  }
}

/// Which lines of some streams are meant.
package enum LokiFilter: Hashable, Sendable {
  /// By the level that Loki 3 finds for each line.
  case failures
  /// By words of the line, where a server is older and knows no levels.
  case failureWords
  /// By words of the line that tell of changes of the system.
  case changeWords
  /// By a pattern that Loki found, from version 3 on.
  case pattern(String)

  /// What stands behind the selector of a query.
  var text: String {
    switch self {
    case .failures:
      " | detected_level=~\"(?i)(\(LokiFocus.failingLevels.joined(separator: "|")))\""
    case .pattern(let text):
      " |> \"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    case .failureWords: " |~ \"(?i)(error|exception|fatal|panic|critical|fail)\""
    case .changeWords:
      " |~ \"(?i)(deploy|rollout|rolled|release|reload|restart|migrat|config|flag|version|scal)\""
    }
  }
}
