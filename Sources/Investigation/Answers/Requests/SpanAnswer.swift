import Diagnosis
import Evidence
import Timeline

/// Answers how many requests, calls and failures traces hold, the first and last of them, and how far
/// they reach.
///
/// "how many traces are there?", "when did the first checkout fail?", "how many 504 at the gateway?".
struct SpanAnswer: ActAnswer {
  private let wish: SpanWish
  let pick: SpanPick

  /// Nil where a question asks for none of it, or logs that were read tell it.
  init?(_ question: Question, _ desk: Desk) {
    let requests = desk.evidence.requests
    guard !requests.isEmpty, let wish = SpanWish(question) else { return nil }
    let named = question.inherited.contains(.subject) ? [] : question.scope.services
    // Calls in a request are counted before the trouble and since.
    let isWhole = wish.measure == .range || wish.measure == .callsInRequest
    let window = isWhole ? nil : question.scope.window
    let pick = SpanPick(wish, services: named, window: window, requests)
    if case .duration(let statistic) = wish.measure {
      guard !pick.spans.isEmpty, !Self.isTold(statistic, of: named, desk) else { return nil }
      (self.wish, self.pick) = (wish, pick)
      return
    }
    guard desk.catalog.entries == 0 || wish.namesTraces || Self.isOnlyInTraces(pick, wish, desk)
    else { return nil }
    self.wish = wish
    self.pick = pick
  }

  /// Whether what a question names stands in spans and in no entry of a log.
  private static func isOnlyInTraces(_ pick: SpanPick, _ wish: SpanWish, _ desk: Desk) -> Bool {
    guard !pick.spans.isEmpty else { return false }
    if !wish.statuses.isEmpty { return desk.catalog.fields["status"] == nil }
    if wish.measure == .callsInRequest { return true }
    if wish.longerThan != nil {
      return desk.catalog.fields.keys.allSatisfy { !$0.contains("duration") }
    }
    return !pick.names.isEmpty && pick.names.allSatisfy { desk.catalog.words[$0] == nil }
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    switch wish.measure {
    case .range: range(&report)
    case .callsInRequest: callsInRequest(&report)
    case .slowest: slowest(&report)
    case .duration(let statistic): duration(statistic, question, &report)
    case .failures: failures(&report)
    case .count, .first, .last, .exists: count(question, &report)
    }
    sampled(&report)
    report.addEvidence()
    report.add(.notSeen, NotSeen.files(desk.catalog))
  }

  var requests: TracedRequests { pick.requests }

  func time(_ index: Int) -> Instant { Instant(microseconds: requests.spans[index].start) }

  private func range(_ report: inout ReportBuilder) {
    let all = requests.spans.indices.sorted { requests.spans[$0].start < requests.spans[$1].start }
    guard let first = all.first, let last = all.last else { return }
    let numbers = [first, last].map { report.cite(requests.sample(ofSpan: $0)) }
    let end = Instant(microseconds: requests.spans.map(\.end).max() ?? requests.spans[last].end)
    let traces = Set(all.map(requests.root)).count
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "The traces reach from \(report.times.full(time(first))) to \(report.times.full(end)): "
            + "\(Counting.of(traces, "trace")) with \(Counting.of(all.count, "span")) "
            + "[\(numbers[0])] [\(numbers[1])].", exhibits: numbers)
      ])
  }

  /// `201 calls to veridact failed, the first at …, the last at …: status 503 [1]`.
  private func count(_ question: Question, _ report: inout ReportBuilder) {
    let found = pick.outermost
    let what = label(question)
    guard let first = found.first, let last = found.last else {
      report.admitsLittle()
      report.add(
        .answer, layout: .sentences,
        [
          .init(
            "\(wish.measure == .exists ? "No" : "None"): no \(noun)\(what) in "
              + "\(Counting.of(requests.spans.count, "span")).")
        ])
      return
    }
    let number = report.cite(requests.sample(ofSpan: wish.measure == .last ? last : first))
    let amount =
      wish.noun == .traces
      ? Counting.of(pick.traces, "trace") : Counting.of(found.count, noun)
    var text = ""
    switch wish.measure {
    case .first:
      text = "The first \(noun)\(what) was at \(report.times.full(time(first))), of \(amount)"
    case .last:
      text = "The last \(noun)\(what) was at \(report.times.full(time(last))), of \(amount)"
    case .exists: text = "Yes: \(amount)\(what)"
    default: text = amount + what
    }
    if wish.measure != .first, wish.measure != .last {
      text += ", the first at \(report.times.full(time(first))), the last at "
      text += report.times.full(time(last))
    }
    let told = operation(wish.measure == .last ? last : first)
    report.add(
      .answer, layout: .sentences,
      [.init("\(text): \(told) [\(number)].", exhibits: [number])])
    groups(found, &report)
    report.file.focus.instant = time(first)
  }

  /// The slowest request, and the step of it that takes most of its time by itself.
  private func slowest(_ report: inout ReportBuilder) {
    guard let slow = SlowestTrace(pick) else {
      report.add(.answer, layout: .sentences, [.init("No request is there to compare.")])
      return
    }
    report.add(.answer, layout: .sentences, [slow.claim(&report, operation)])
    report.file.focus.instant = time(slow.root)
  }

  /// What failed at the end of each chain of calls, and with which message.
  private func failures(_ report: inout ReportBuilder) {
    let parents = Set(pick.spans.compactMap { requests.spans[$0].parent })
    let innermost = pick.spans.filter { !parents.contains($0) }
    guard let first = innermost.first else {
      report.add(.answer, layout: .sentences, [.init("None of the requests failed.")])
      return
    }
    let told = Dictionary(grouping: innermost, by: operation).sorted {
      ($0.value.count, $1.key) > ($1.value.count, $0.key)
    }
    let services = Set(innermost.map { requests.operations[requests.spans[$0].operation].service })
    let number = report.cite(requests.sample(ofSpan: told[0].value.first ?? first))
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(Counting.of(innermost.count, "request")) failed in "
            + "\(Counting.list(services.sorted().map(MarkdownText.name))): "
            + "\(told[0].key), \(Counting.times(told[0].value.count)) [\(number)].",
          exhibits: [number])
      ])
    groups(innermost, &report)
  }

  private var noun: String {
    switch wish.noun {
    case .traces: "trace"
    case .spans: "span"
    case .calls: "call"
    case .requests: "request"
    }
  }

  /// ` that failed`, ` with status 504`, ` of veridact`, and when.
  func label(_ question: Question) -> String {
    var text = ""
    if !pick.names.isEmpty {
      text += " of " + Counting.list(pick.names.map(MarkdownText.name))
    } else if !question.scope.services.isEmpty, !question.inherited.contains(.subject) {
      text += " of " + Counting.list(question.scope.services.map(MarkdownText.name))
    }
    if !wish.statuses.isEmpty {
      let told = wish.statuses.map {
        $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)"
      }
      text += " with status \(Counting.list(told, "or"))"
    } else if wish.isOfFailures {
      text += " that failed"
    }
    if let longest = wish.longerThan {
      text += " of more than \(TimeText.length(longest / 1000))"
    }
    return text
  }

  /// What a span does, and how it failed: `` `POST /v2/score` of **risk-gate** (503 Service Unavailable) ``.
  func operation(_ index: Int) -> String {
    let operation = requests.operations[requests.spans[index].operation]
    let detail = requests.detail(ofSpan: index)
    var text = "\(MarkdownText.code(Quote.clean(operation.name))) of "
    text += MarkdownText.name(operation.service)
    let said = [
      detail.target.isEmpty ? "" : "to \(detail.target)",
      detail.failure.isEmpty
        ? (detail.status.isEmpty ? "" : "status \(detail.status)") : detail.failure,
    ].filter { !$0.isEmpty }
    return said.isEmpty ? text : text + " (\(Quote.clean(said.joined(separator: ", "))))"
  }

  /// How many each operation has, the most first.
  private func groups(_ found: [Int], _ report: inout ReportBuilder) {
    let groups = Dictionary(grouping: found, by: operation).sorted {
      ($0.value.count, $1.key) > ($1.value.count, $0.key)
    }
    guard groups.count > 1 else { return }
    report.add(
      .counts, title: "By what was done",
      groups.prefix(Self.most).map { text, spans in
        let number = report.cite(requests.sample(ofSpan: spans[0]))
        return .init("\(text): \(spans.count) [\(number)]", exhibits: [number])
      })
  }

  private static let most = 10

  /// How many calls one request makes, of the kind that a single one makes most of: in the one with the
  /// most, in the slowest, and in the middle before the trouble and since.
  private func callsInRequest(_ report: inout ReportBuilder) {
    let calls = Dictionary(
      grouping: requests.spans.indices.filter { requests.spans[$0].parent != nil }
    ) {
      requests.root($0)
    }.mapValues { inside in
      Dictionary(grouping: inside) { requests.spans[$0].operation }
        .filter { isCall(requests.operations[$0.key].name, $0.value) }
        .max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.value ?? []
    }.filter { !$0.value.isEmpty }
    let order = calls.sorted { ($0.value.count, $1.key) > ($1.value.count, $0.key) }
    guard let most = order.first else {
      report.add(.answer, layout: .sentences, [.init("No request makes a call of that kind.")])
      return
    }
    let slowest = calls.max { a, b in
      (requests.spans[a.key].duration, b.key) < (requests.spans[b.key].duration, a.key)
    }
    func told(_ root: Int, _ spans: [Int], _ report: inout ReportBuilder) -> (String, Int) {
      let number = report.cite(requests.sample(ofSpan: root))
      let length = MetricText.value(Double(requests.spans[root].duration) / 1000, "ms")
      return (
        "\(Counting.of(spans.count, "call")) of \(operation(spans[0])) in a request of \(length) at "
          + "\(report.times.full(time(root))) [\(number)]", number
      )
    }
    let top = told(most.key, most.value, &report)
    var claims = [Report.Claim("At most \(top.0).", exhibits: [top.1])]
    if let slowest, slowest.key != most.key {
      let other = told(slowest.key, slowest.value, &report)
      claims.append(.init("The slowest one makes \(other.0).", exhibits: [other.1]))
    }
    if let onset = report.file.incident?.onset {
      let kind = requests.spans[most.value[0]].operation
      let root = requests.spans[most.key].operation
      let counts = calls.filter { requests.spans[$0.key].operation == root }.map { key, spans in
        (time(key) < onset, spans.count { requests.spans[$0].operation == kind })
      }
      let before = counts.filter(\.0).map(\.1).sorted()
      let since = counts.filter { !$0.0 }.map(\.1).sorted()
      if let a = before[safe: before.count / 2], let b = since[safe: since.count / 2] {
        claims.append(
          .init("In the middle it is \(b) since \(report.times.full(onset)), and was \(a) before."))
      }
    }
    report.add(.answer, layout: .sentences, claims)
  }

  /// Whether spans are calls of the kind that is asked for: named, or of a statement where queries are.
  private func isCall(_ name: String, _ spans: [Int]) -> Bool {
    guard !pick.names.isEmpty else { return true }
    let stems = Set(MetricKind.tokens(name).map(Stem.of))
    return pick.names.contains { stems.contains(Stem.of($0)) }
      || !Set(pick.spans).isDisjoint(with: spans)
  }

  /// That of many requests a part was kept.
  private func sampled(_ report: inout ReportBuilder) {
    guard requests.total > requests.spans.count else { return }
    report.add(
      .notSeen,
      [
        .init(
          "Of \(requests.total) spans \(requests.spans.count) were kept, whole requests of them: counts "
            + "are of those.")
      ])
  }
}
