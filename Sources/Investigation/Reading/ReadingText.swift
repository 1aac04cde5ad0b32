import Evidence
import Timeline

/// Says how a question was read: "errors of gateway, 10:10:00 to 10:20:00 UTC".
struct ReadingText {
  let question: Question
  let catalog: Catalog
  /// Whether the window was worked out rather than written.
  let isDerived: Bool

  /// The reading; nil where it was obvious.
  var text: String? {
    let isObvious =
      question.corrections.isEmpty && question.inherited.isEmpty && !isDerived
      && question.secondAct == nil && !question.isNotUnderstood
    guard !isObvious else { return nil }
    if question.isNotUnderstood { return nil }
    var text = act
    if let subject { text += " " + subject }
    if let window = question.scope.window { text += ", " + words(for: window) }
    if let other = question.otherScope?.window { text += " and " + words(for: other) }
    if let instant = question.instant, question.scope.window == nil {
      text += ", around " + clock(instant) + zone
    }
    if let second = question.secondAct { text += "; it may also ask for " + Self.noun(second) }
    let typos = question.corrections.map {
      "\u{201C}\($0.typed)\u{201D} as \u{201C}\($0.read)\u{201D}"
    }
    if !typos.isEmpty { text += "; " + typos.joined(separator: ", ") }
    return text
  }

  private var act: String {
    switch (question.act, question.aspect) {
    case (.lines, .around): return "the lines around it"
    case (.lines, _), (.count, _):
      let what = entries
      guard question.act == .count else {
        let isOne = question.form.limit == 1 && what.hasSuffix("s") && !what.hasPrefix("status")
        return order + (isOne ? String(what.dropLast()) : what)
      }
      switch question.aspect {
      case .rate: return "how often, " + what
      case .share: return "the share of " + what
      case .which, .top: return what + grouping
      default: return "the number of " + what
      }
    case (.number, _): return (question.form.field ?? "numbers") + grouping
    default: return question.aspect.flatMap { Self.nouns[$0] } ?? Self.noun(question.act)
    }
  }

  private static let nouns: [Aspect: String] = [
    .stillHappening: "whether it is still happening", .recovered: "whether it recovered",
    .since: "when it began", .ended: "when it ended", .duration: "how long it lasted",
    .first: "the first time", .last: "the last time", .when: "the time", .health: "the state",
    .timeline: "the timeline", .impact: "the impact", .dependents: "what depends on what",
    .requestPath: "the path of the request", .alsoBroken: "what else failed",
    .order: "what came first", .whyNot: "why not", .howSure: "how sure it is",
    .couldBe: "whether it could be", .really: "how sure it is", .against: "what speaks against it",
    .alternatives: "other possible causes", .statusPage: "a text for the status page",
    .handOver: "a hand-over", .postMortem: "a post-mortem", .nextSteps: "the next steps",
    .explain: "an explanation", .services: "the services", .timeRange: "the time range",
    .unread: "what was not read", .files: "the files",
  ]

  private static func noun(_ act: Act) -> String {
    switch act {
    case .cause: "the cause"
    case .state: "the state"
    case .lines: "lines"
    case .count: "a count"
    case .number: "numbers"
    case .changes: "changes"
    case .compare: "a comparison"
    case .story: "the course of events"
    case .judge: "a judgement"
    case .tell: "a summary"
    case .inventory: "what evidence there is"
    case .statement: "a statement"
    }
  }

  private var order: String {
    let limit = question.form.limit.map { $0 == Form.all ? "all" : "\($0)" }
    let count = question.form.limit == 1 ? "" : limit.map { $0 + " " } ?? ""
    switch question.form.order {
    case .latest?: return "the last " + count
    case .earliest?: return "the first " + count
    default: return limit.map { $0 + " " } ?? ""
    }
  }

  private var entries: String {
    let scope = question.scope
    if !scope.statuses.isEmpty {
      return "status "
        + scope.statuses.map {
          $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)"
        }.joined(separator: ", ")
    }
    switch (scope.minimumLevel, scope.maximumLevel) {
    case (.error?, nil): return "errors"
    case (.warning?, .warning?): return "warnings"
    case (let least?, nil): return least.name + " and above"
    case (let least?, let most?): return least.name + (least == most ? "" : " to " + most.name)
    case (nil, let most?): return "lines up to " + most.name
    case (nil, nil): return "lines"
    }
  }

  private var subject: String? {
    let scope = question.scope
    var parts: [String] = []
    let names = scope.services + scope.loggers
    if !names.isEmpty { parts.append("of " + names.prefix(4).joined(separator: ", ")) }
    if let other = question.otherScope?.services, other != scope.services, !other.isEmpty {
      parts.append("with " + other.joined(separator: ", "))
    }
    if !scope.hosts.isEmpty { parts.append("on " + scope.hosts.prefix(4).joined(separator: ", ")) }
    let terms = scope.terms.compactMap(\.alternatives.first)
    if !terms.isEmpty {
      // Those of a list that was of one message are the parts of it: its beginning tells which.
      let shown = terms.prefix(2).map { "\u{201C}\(Quote.cut($0, to: 40))\u{201D}" }
      let more = terms.count > shown.count ? " …" : ""
      parts.append("with " + shown.joined(separator: ", ") + more)
    }
    let left = scope.excludedTerms.compactMap(\.alternatives.first)
    if !left.isEmpty {
      parts.append("without " + left.map { "\u{201C}\($0)\u{201D}" }.joined(separator: ", "))
    }
    for field in scope.fields {
      parts.append("with \(field.name) \(field.comparison.rawValue) \(field.value)")
    }
    if !question.exhibits.isEmpty {
      parts.append("at " + question.exhibits.prefix(4).map { "[\($0)]" }.joined(separator: ", "))
    }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  private var grouping: String {
    switch question.form.groupBy {
    case .service?: " by service"
    case .host?: " by host"
    case .logger?: " by logger"
    case .level?: " by level"
    case .path?: " by file"
    case .template?: " by message"
    case .status?: " by status"
    case .field(let name)?: " by \(name)"
    case .time(let width)?:
      width == 3_600_000 ? " per hour" : width == 1000 ? " per second" : " per minute"
    case nil: ""
    }
  }

  private func words(for window: TimeWindow) -> String {
    switch (window.lowerBound == .earliest, window.upperBound == .latest) {
    case (true, true): return "the whole time"
    case (true, false): return "up to " + clock(window.upperBound) + zone
    case (false, true): return "from " + clock(window.lowerBound) + zone + " on"
    case (false, false): return clock(window.lowerBound) + " to " + clock(window.upperBound) + zone
    }
  }

  private func clock(_ instant: Instant) -> String {
    let time = CivilTime(instant.advanced(by: Int64(catalog.offset ?? 0) * 1000))
    guard let span = catalog.window, catalog.date == .full else { return time.clockText }
    // The day where it is not the only one of the evidence.
    let day = CivilTime(span.upperBound.advanced(by: Int64(catalog.offset ?? 0) * 1000)).date
    return time.date == day ? time.clockText : time.dateText + " " + time.clockText
  }

  private var zone: String {
    guard catalog.statesZone, let offset = catalog.offset else { return "" }
    if offset == 0 { return " UTC" }
    let minutes = abs(offset) / 60
    let (hours, rest) = (minutes / 60, minutes % 60)
    let pad = hours < 10 ? "0" : ""
    return " " + (offset < 0 ? "-" : "+") + pad + "\(hours):" + (rest < 10 ? "0" : "") + "\(rest)"
  }
}
