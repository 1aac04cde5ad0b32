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
      let stack = try await Stack(of: sample, desk)
      guard let own = stack.own ?? stack.innermost else { continue }
      write(stack, own, of: sample, into: &report)
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
    let spoken = report.file.focus.exhibits.compactMap { report.exhibit($0)?.sample }
    return (own.isEmpty ? incident : own).flatMap { $0.samples.prefix(2) } + spoken
  }

  private func write(
    _ stack: Stack, _ own: Stack.Placed, of sample: Sample, into report: inout ReportBuilder
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
    report.add(
      .text, title: "Stack",
      stack.frames.prefix(Self.mostFrames).map { placed in
        let where_ = placed.number.map { MarkdownText.code("\(sample.reference.path):\($0)") + " " }
        return .init(
          (where_ ?? "") + MarkdownText.code(Quote.cut(Quote.clean(placed.text), to: Quote.longest))
        )
      })
    report.addEvidence()
    report.file.focus.instant = sample.time?.instant
  }

  /// Frames that are listed.
  private static let mostFrames = 30
}

/// The stack that stands with an entry: in it, in the lines behind it, or in those before it.
struct Stack {
  /// A frame with its line.
  struct Placed: Hashable {
    var frame: StackFrame
    var text: String
    /// The line's number; nil where the frame stands in the entry's own line.
    var number: Int?
  }

  /// As they are printed, of the last of chained failures only, for that is the cause of the others.
  private(set) var frames: [Placed] = []

  /// Lines that are looked at on each side of an entry.
  private static let reach = 50
  /// Lines of words that may stand between an entry and its frames, and between two frames.
  private static let (wordsBefore, wordsBetween) = (3, 1)

  /// Reads the stack of an entry; without frames where there is none.
  init(of sample: Sample, _ desk: Desk) async throws {
    // Of an entry that is one line, JSON, the ends of lines are written out.
    let written = sample.text.split(separator: "\\n").map(String.init)
    frames = Self.last(of: written.map { ($0, nil) })
    guard frames.isEmpty, case .line(_, let number) = sample.reference.locator else { return }
    let lines =
      try await OpenTool.call(
        .init(reference: sample.reference, before: Self.reach, after: Self.reach), desk
      ).lines ?? sample.further.compactMap(ContextLine.init)
    frames = Self.last(of: Self.block(lines.filter { $0.number >= number }))
    if frames.isEmpty {
      // What failed stands last, as Python has it.
      frames = Self.last(of: Self.block(lines.filter { $0.number <= number }.reversed()).reversed())
    }
    frames = frames.isEmpty ? Self.last(of: sample.further.map { ($0.text, $0.line) }) : frames
  }

  /// The innermost frame.
  var innermost: Placed? { frames.last?.frame.innermostIsLast == true ? frames.last : frames.first }

  /// The innermost frame that is not of a library.
  var own: Placed? {
    let ordered = frames.last?.frame.innermostIsLast == true ? frames.reversed() : frames
    return ordered.first { !$0.frame.isLibrary }
  }

  /// The lines from the first on that belong to one stack.
  private static func block(_ lines: [ContextLine]) -> [(String, Int?)] {
    var block: [(String, Int?)] = []
    var (words, hasFrame) = (0, false)
    for line in lines {
      let first = line.text.first
      let isEntry = first.map { $0.isNumber || "[{".contains($0) } ?? false
      if StackFrame(line.text) != nil, !isEntry || block.isEmpty {
        // The entry's own line may name its writer: that is no stack yet.
        (words, hasFrame) = (0, hasFrame || !block.isEmpty)
      } else if chains.contains(where: line.text.contains) {
        words = 0
      } else if block.isEmpty || first.map({ !$0.isWhitespace }) ?? false {
        words += 1
        guard words <= (hasFrame ? wordsBetween : wordsBefore), !(isEntry && hasFrame) else {
          break
        }
      }
      block.append((line.text, line.number))
    }
    return block
  }

  /// The frames of the last stack in some lines.
  private static func last(of lines: [(text: String, number: Int?)]) -> [Placed] {
    var stacks: [[Placed]] = [[]]
    for line in lines {
      if line.text.contains("Caused by:") || line.text.contains("Traceback (most recent") {
        stacks.append([])
      }
      guard let frame = StackFrame(line.text) else { continue }
      stacks[stacks.count - 1].append(
        Placed(frame: frame, text: line.text, number: line.number))
    }
    return stacks.last { !$0.isEmpty } ?? []
  }

  /// What stands between two stacks of which one led to the other.
  private static let chains = [
    "Caused by", "During handling of", "The above exception", "Traceback (most recent",
    "Suppressed: ", " more", "--- End of",
  ]

  /// A frame as something to cite.
  func sample(of placed: Placed, _ sample: Sample) -> Sample {
    guard let number = placed.number, case .line(let path, _) = sample.reference.locator else {
      return sample
    }
    return Sample(
      reference: Reference(
        source: sample.reference.source, locator: .line(path: path, number: number)),
      time: sample.time, isTimeBorrowed: true, level: sample.level, service: sample.service,
      host: sample.host, text: placed.text)
  }
}

extension Sample.FurtherLine {
  fileprivate var line: Int? {
    guard case .line(_, let number) = reference.locator else { return nil }
    return number
  }
}

extension ContextLine {
  fileprivate init?(_ line: Sample.FurtherLine) {
    guard let number = line.line else { return nil }
    self.init(number: number, text: line.text)
  }
}
