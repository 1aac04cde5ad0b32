import Diagnosis
import Evidence
import Timeline

/// Which line of code it is: the innermost frame of the stack that is not of a library.
///
/// "which line of code is it?", "where in our code?", "show me the stack trace".
struct CodePlaceAnswer: ActAnswer {
  /// Nil where a question asks for no place in code.
  init?(_ question: Question) {
    guard [.lines, .count, .number, .judge, .cause, .state, .tell, .story].contains(question.act),
      Self.asks(Stem.words(question.beginning))
    else { return nil }
  }

  /// Whether some words ask where in the code something is: for its line, its part, or its stack.
  private static func asks(_ words: [String]) -> Bool {
    if asksForPlace(words) { return true }
    for (place, word) in words.enumerated() {
      let before = place > 0 ? words[place - 1] : ""
      let after = place + 1 < words.count ? words[place + 1] : ""
      if stacks.contains(word) || word == "trace" && ["stack", "call"].contains(before) {
        return true
      }
      // Codes of errors, statuses and exits are numbers.
      if word == "code" || word == "codebase", !numbers.contains(before),
        !(before + after).contains(where: \.isNumber), !words.contains(where: telling.contains)
      {
        return words.contains(where: asking.contains)
      }
    }
    return false
  }

  /// "which line?", "which file and line of ours throws it?": a log's lines are not thrown.
  private static func asksForPlace(_ words: [String]) -> Bool {
    guard ["which", "what"].contains(words.first ?? ""),
      words.contains("line") || words.contains("file")
    else { return false }
    return words.contains(where: throwing.contains) || words.allSatisfy(plain.contains)
  }

  private static let throwing: Set = [
    "throw", "throws", "threw", "thrown", "raise", "raises", "raised",
  ]
  /// Words of "which line is it exactly?".
  private static let plain: Set = [
    "which", "what", "line", "file", "is", "was", "it", "that", "and", "exactly", "of", "in", "the",
    "our", "ours", "then", "so",
  ]
  private static let stacks: Set = ["stacktrace", "traceback", "backtrace", "callstack"]
  private static let numbers: Set = [
    "error", "status", "exit", "http", "return", "response", "result", "reason", "sqlstate",
    "zip", "country", "currency",
  ]
  /// Verbs of which a code is told.
  private static let telling: Set = ["return", "returned", "answer", "respond", "mean", "exit"]
  private static let asking: Set = ["where", "which", "what", "line", "lines", "show", "find"]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let samples = candidates(question, desk, &report)
    for sample in samples {
      let stack = try await StackTrace(of: sample, desk)
      guard let own = stack.own ?? stack.innermost else { continue }
      write(stack, own, of: sample, into: &report)
      return
    }
    if let (sample, frame) = samples.lazy.compactMap({ sample in
      StackFrame(sample.text).map { (sample, $0) }
    }).first {
      // Some loggers name the line that wrote an entry, which is where it was noticed.
      let number = report.cite(sample)
      report.add(
        .answer, layout: .sentences,
        [
          .init(
            "No stack stands with it; the entry itself names "
              + "\(MarkdownText.code(Quote.clean(frame.place))), the line that wrote it: "
              + "\(report.quote(number)) [\(number)].", exhibits: [number])
        ])
      report.addEvidence()
      return
    }
    guard let sample = samples.first else {
      report.add(
        .answer, layout: .sentences,
        [.init("No line of code stands in the evidence: no stack, and no sign of a failure.")])
      report.add(.notSeen, NotSeen.claims(desk))
      return
    }
    let number = report.cite(sample)
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "The evidence does not say which line of code it is: no stack stands with it. It says "
            + "\(report.quote(number)) [\(number)]; search the code of "
            + "\(MarkdownText.name(sample.service)) for these words.", exhibits: [number])
      ])
    report.addEvidence()
  }

  /// The entries that may have the stack: those named, else the incident's, else what was spoken of.
  private func candidates(
    _ question: Question, _ desk: Desk, _ report: inout ReportBuilder
  ) -> [Sample] {
    let named = question.exhibits.compactMap { report.exhibit($0)?.sample }
    if !named.isEmpty { return named }
    let diagnosis = CaseDiagnosis.current(desk, &report)
    let incident = IncidentFindings.of(diagnosis)
    let asked = question.inherited.contains(.subject) ? [] : question.scope.services
    let own = incident.filter { asked.isEmpty || asked.contains($0.service) }
    let spoken = report.file.spokenEntries
    let ofIncident = (own.isEmpty ? incident : own).flatMap { $0.samples.prefix(2) }
    // Behind a request's story "it" is the request, behind a cause the cause.
    let isOfEntries = [.story, .lines].contains(report.file.focus.act ?? .cause)
    return isOfEntries ? spoken + ofIncident : ofIncident + spoken
  }

  private func write(
    _ stack: StackTrace, _ own: StackTrace.Placed, of sample: Sample,
    into report: inout ReportBuilder
  ) {
    let number = report.cite(stack.sample(of: own, sample))
    let origin = report.cite(sample)
    let lead = own.frame.isLibrary ? "The stack names no code but a library's" : "It is"
    var text =
      "\(lead): \(MarkdownText.code(Quote.clean(own.frame.place))), \(report.quote(number)) [\(number)]"
    if origin != number { text += "; it was thrown as \(report.quote(origin)) [\(origin)]" }
    var claims = [Report.Claim(text + ".", exhibits: [number, origin])]
    if let innermost = stack.innermost, innermost != own {
      let deeper = report.cite(stack.sample(of: innermost, sample))
      claims.append(
        .init(
          "From there it went down to \(MarkdownText.code(Quote.clean(innermost.frame.place))) of a "
            + "library [\(deeper)].", exhibits: [deeper]))
    }
    report.add(.answer, layout: .sentences, claims)
    let lines = stack.frames.prefix(Self.mostFrames).map { ($0.text, $0.number) }
    report.add(
      .text, title: "Stack",
      (lines + [stack.thrown].compactMap(\.self)).map { text, number in
        let line = number.map { MarkdownText.code("\(sample.reference.path):\($0)") + " " }
        return .init(
          (line ?? "") + MarkdownText.code(Quote.cut(Quote.clean(text), to: Quote.longest)))
      })
    report.addEvidence()
    report.file.focus.instant = sample.time?.instant
  }

  /// Frames that are listed.
  private static let mostFrames = 30
}
