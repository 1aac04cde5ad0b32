import EngineProcess
import Timeline

@testable import Investigation

/// The parts of the project that take what strangers write, at most eight.
enum FuzzTarget: Int {
  /// What the engine's process and its host say to each other.
  case frames = 0
  /// A line of a log, with each way to write a time.
  case stamp = 1
  /// A question's words about time.
  case timePhrase = 2
  /// A whole question, and a follow-up to it, against a small index.
  case question = 3
  /// A whole log, cut into lines, indexed, searched and asked about.
  case log = 4

  /// Hands an input to the part.
  func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    switch self {
    case .frames: Self.frames(bytes)
    case .stamp: Self.stamp(bytes)
    case .timePhrase: Self.timePhrase(String(decoding: bytes, as: UTF8.self))
    case .question: Self.question(String(decoding: bytes, as: UTF8.self))
    case .log: Self.log(bytes)
    }
  }

  /// However a stream is parted, it has the same messages, and ends at the same fault.
  private static func frames(_ bytes: UnsafeBufferPointer<UInt8>) {
    precondition(events(bytes, parts: 1) == events(bytes, parts: 3))
    var decoder = FrameDecoder<EngineRequest>()
    try? decoder.decode(bytes) { _ in }
  }

  private static func events(_ bytes: UnsafeBufferPointer<UInt8>, parts: Int) -> [EngineEvent] {
    var decoder = FrameDecoder<EngineEvent>()
    var events: [EngineEvent] = []
    let size = max(1, bytes.count / parts)
    for start in stride(from: 0, to: bytes.count, by: size) {
      let part = bytes[start..<min(start + size, bytes.count)]
      guard (try? decoder.decode(part) { events.append($0) }) != nil else { break }
    }
    return events
  }

  private static func stamp(_ bytes: UnsafeBufferPointer<UInt8>) {
    var context = StampContext()
    context.midnight = 1_767_312_000_000
    for kind in StampKind.allCases {
      guard let stamp = kind.read(bytes, at: 0, context) else { continue }
      _ = CivilTime(Instant(milliseconds: stamp.milliseconds)).dateText
      #if FUZZ_PLANT
        // What `make fuzz-plant` has to find: an afternoon in a stated zone, which no seed has.
        let time = CivilTime(Instant(milliseconds: stamp.milliseconds))
        if stamp.zoned, time.hour > 12 { fatalError("the planted trap") }
      #endif
    }
    let parser = LineParser(layout: StampLayout.detect([bytes], context), context: context)
    var entry = LogEntry(message: bytes)
    _ = parser.parse(bytes, into: &entry)
    _ = parser.parse(bytes, into: &entry)
  }

  private static func timePhrase(_ text: String) {
    let words = QuestionWords(text).words
    for now in [Instant.earliest, Instant(milliseconds: 1_773_136_800_000), .latest] {
      let reference = TimeReference(now: now, span: now.advanced(by: -3_600_000)...now)
      guard let (scope, used) = TimeParser(words: words, reference: reference).parse() else {
        continue
      }
      precondition(words.indices.contains(used.lowerBound) && used.upperBound <= words.count)
      _ = TimeText(reference.span).scope(scope.window)
    }
  }

  private static func question(_ text: String) {
    let (index, catalog, detections) = FuzzEvidence.small
    var memory: InvestigationMemory?
    for text in [text, String(String.UnicodeScalarView(text.unicodeScalars.reversed()))] {
      let question = QuestionParser(catalog: catalog, incidentTime: nil, memory: memory).parse(text)
      let report = Reasoning(index: index, question: question, detections: detections).report(
        memory: memory)
      precondition(report.markdown.hasPrefix("## Answer\n"))
      memory = report.memory
    }
  }

  private static func log(_ bytes: UnsafeBufferPointer<UInt8>) {
    let index = FuzzEvidence.log(bytes)
    for question in ["what went wrong?", "summarise the errors", "show errors before 10:05"] {
      let report = Reasoning(index: index, question: question).report(memory: nil)
      precondition(report.memory.evidence.allSatisfy { $0.line > 0 && !$0.path.isEmpty })
    }
  }
}
