import EngineProcess
import Evidence
import Foundation
import Timeline

@testable import EvidenceFiles
@testable import Investigation

/// The parts of the project that take what strangers write, at most sixteen.
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
  /// The same, of what is compressed or packed.
  case archive = 5
  /// A case that was stored, and a question in it.
  case storedCase = 6
  /// A message with pasted lines in it.
  case pasted = 7
  /// A file for one reader of what is no log, whether it would take it or not.
  case readers = 8

  /// Hands an input to the part.
  func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    switch self {
    case .frames: Self.frames(bytes)
    case .stamp: Self.stamp(bytes)
    case .timePhrase: Self.timePhrase(String(decoding: bytes, as: UTF8.self))
    case .question: Self.question(String(decoding: bytes, as: UTF8.self))
    case .log: Self.log(bytes, named: "shop.log")
    case .archive: Self.log(bytes, named: "shop.zip")
    case .storedCase: Self.storedCase(Data(bytes))
    case .readers: Self.readers(bytes)
    case .pasted: Self.question("what is wrong here?\n" + String(decoding: bytes, as: UTF8.self))
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
    if let stamp = StampReader().read(bytes) {
      precondition(stamp.end <= bytes.count)
      let time = CivilTime(stamp.timestamp.instant)
      _ = time.dateText
      #if FUZZ_PLANT
        // What `make fuzz-plant` has to find: an afternoon in a stated zone, which no seed has.
        if stamp.timestamp.offset != nil, time.hour > 12 { fatalError("the planted trap") }
      #endif
    }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      Bytes(rebasing: $0)
    }
    let parser = LogLineParser(context: LogContext.sniff(lines))
    for line in lines {
      var entry = LogEntry(line: line)
      _ = parser.parse(line, into: &entry)
    }
    var last = LogEntry(line: bytes)
    _ = parser.finish(into: &last)
  }

  private static func timePhrase(_ text: String) {
    var catalog = Catalog()
    for now in [Instant.earliest, Instant(milliseconds: 1_773_136_800_000), .latest] {
      catalog.window = now.advanced(by: -3_600_000)...now
      let question = QuestionReader(catalog: catalog).read("show errors " + text)
      if let window = question.scope.window { _ = TimeText(catalog).range(window) }
    }
  }

  private static func question(_ text: String) {
    let reversed = String(String.UnicodeScalarView(text.unicodeScalars.reversed()))
    for answer in FuzzEvidence.ask([text, reversed]) { precondition(answer.hasPrefix("## ")) }
  }

  private static func log(_ bytes: UnsafeBufferPointer<UInt8>, named name: String) {
    let questions = ["what went wrong?", "show me the errors", "how many errors before 10:05?"]
    for answer in FuzzEvidence.ask(questions, of: bytes, named: name) {
      precondition(answer.isEmpty || answer.hasPrefix("## "))
    }
  }

  /// The first byte says which reader, `?` the one that takes it; what it observes can be cited.
  private static func readers(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let first = bytes.first else { return }
    let text = UnsafeBufferPointer(rebasing: bytes.dropFirst())
    let lines = text.split(separator: 0x0A).map { Bytes(rebasing: $0) }
    let head = FileHead(text: text, lines: lines, isWhole: true)
    let taking = first == UInt8(ascii: "?") ? ObservationReaders.taking(head) : nil
    let place = taking?.number ?? Int(first) % ObservationReaders.all.count
    let reader = ObservationReaders.all[place]
    _ = reader.takes(head)
    let found = reader.observed(
      in: LineReader(source: TextSource(Array(text))),
      of: ObservedFile(source: "files", path: "shop.txt", service: "shop"))
    let ends = text.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
    for sample in found.observations.flatMap(\.samples) {
      guard case .line(_, let number) = sample.reference.locator else { fatalError("no line") }
      precondition(number > 0 && number <= ends)
    }
    _ = FileEvidence(text: Array(text), name: "shop.txt")
  }

  /// What was read is written and read again as the same; what can't be read is said.
  private static func storedCase(_ bytes: Data) {
    let (file, note) = CaseFile.read(bytes)
    precondition(note == nil || file == Case())
    guard note == nil else { return }
    precondition(CaseFile.data(file).map { CaseFile.read($0).file } == file)
    for answer in FuzzEvidence.ask(["how sure are you?", "show me the lines around it"], of: bytes)
    { precondition(answer.hasPrefix("## ")) }
  }
}
