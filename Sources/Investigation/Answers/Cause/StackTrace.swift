import Evidence

/// The stack that stands with an entry: in it, in the lines behind it, or in those before it.
struct StackTrace {
  /// A frame with its line.
  struct Placed: Hashable {
    var frame: StackFrame
    var text: String
    /// The line's number; nil where the frame stands in the entry's own line.
    var number: Int?
  }

  /// As they are printed, of the last of chained failures only, for that is the cause of the others.
  private(set) var frames: [Placed] = []
  /// The line that says what was thrown, where it stands behind the frames, as Python has it.
  private(set) var thrown: (text: String, number: Int?)?

  /// Lines that are looked at on each side of an entry.
  private static let reach = 50
  /// Lines of words that may stand between an entry and its frames, and between two frames.
  private static let (wordsBefore, wordsBetween) = (3, 1)

  /// Reads the stack of an entry; without frames where there is none.
  init(of sample: Sample, _ desk: Desk) async throws {
    // Of an entry that is one line, JSON, the ends of lines are written out.
    let written = sample.text.split(separator: "\\n").map(String.init)
    if written.count > 1 { frames = Self.last(of: written.map { ($0, nil) }) }
    guard frames.isEmpty, case .line(_, let number) = sample.reference.locator else { return }
    let lines =
      try await OpenTool.call(
        .init(reference: sample.reference, before: Self.reach, after: Self.reach), desk
      ).lines ?? sample.further.compactMap(ContextLine.init)
    let behind = Self.block(lines.filter { $0.number > number })
    frames = Self.last(of: behind)
    if let last = frames.last, last.frame.innermostIsLast {
      thrown = behind.drop { $0.1 != last.number }.dropFirst().first {
        StackFrame($0.0) == nil && !($0.0.first?.isWhitespace ?? true)
      }.map { ($0.0, $0.1) }
    }
    if frames.isEmpty {
      // What failed stands last, as Python has it.
      frames = Self.last(of: Self.block(lines.filter { $0.number < number }.reversed()).reversed())
    }
    if frames.isEmpty { frames = Self.last(of: sample.further.map { ($0.text, $0.line) }) }
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
      if StackFrame(line.text)?.isCall == true {
        (words, hasFrame) = (0, true)
      } else if chains.contains(where: line.text.contains) {
        words = 0
      } else if let first, first.isNumber || "[{".contains(first) {
        // Another entry.
        break
      } else if first.map({ !$0.isWhitespace }) ?? false {
        words += 1
        guard words <= (hasFrame ? wordsBetween : wordsBefore) else { break }
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
      guard let frame = StackFrame(line.text), frame.isCall else { continue }
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
