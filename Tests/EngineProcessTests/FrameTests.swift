import EngineProcess
import FoundationEssentials
import Investigation
import Testing

/// Frames between an engine's process and its host.
@Suite struct FrameTests {
  private static let events: [EngineEvent] = [
    .ready(build: "1"), .heartbeat,
    .progress(turn: 1, step: InvestigationProgress(step: "reading „é“ 👩‍👩‍👧", done: 1, total: 3)),
    .ended(
      turn: 1,
      end: .answered(
        Answer(markdown: "## Answer\n\nit \u{0} broke", memory: nil, report: Data("{}".utf8)))),
    .ended(turn: 2, end: .failed(reason: "no")), .ended(turn: 3, end: .cancelled),
  ]

  @Test(arguments: [1, 2, 3, 7, 64, 1 << 20])
  func `messages come out whole, however their bytes are parted`(size: Int) throws {
    let bytes = try Self.events.flatMap { try FrameEncoder.encode($0) }
    var decoder = FrameDecoder<EngineEvent>()
    var decoded: [EngineEvent] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      try decoder.decode(bytes[start..<min(start + size, bytes.count)]) { decoded.append($0) }
    }
    #expect(decoded == Self.events)
  }

  @Test func `a length beyond all reason and JSON of another shape end the stream`() throws {
    var decoder = FrameDecoder<EngineEvent>()
    #expect(throws: FrameError.tooLong(0x7468_6973)) {
      try decoder.decode(Array("this".utf8)) { _ in }
    }
    for text in ["{}", "\"nothing\"", "[1", ""] {
      var decoder = FrameDecoder<EngineEvent>()
      let frame = [0, 0, 0, UInt8(text.utf8.count)] + Array(text.utf8)
      #expect(throws: FrameError.notAMessage, "\(text)") { try decoder.decode(frame) { _ in } }
    }
  }

  @Test func `what stands before a fault is handed over all the same`() throws {
    var decoder = FrameDecoder<EngineEvent>()
    var decoded: [EngineEvent] = []
    let bytes = try FrameEncoder.encode(EngineEvent.heartbeat) + [0, 0, 0, 1, 0x7B]
    #expect(throws: FrameError.notAMessage) { try decoder.decode(bytes) { decoded.append($0) } }
    #expect(decoded == [.heartbeat])
  }

  @Test func `half a frame is waited for`() throws {
    var decoder = FrameDecoder<EngineEvent>()
    let frame = try FrameEncoder.encode(EngineEvent.heartbeat)
    var decoded: [EngineEvent] = []
    try decoder.decode(frame.dropLast()) { decoded.append($0) }
    #expect(decoded.isEmpty)
    try decoder.decode(frame.suffix(1)) { decoded.append($0) }
    #expect(decoded == [.heartbeat])
  }

  @Test func `an inquiry at the contract's limit passes as it is`() throws {
    let question = String(repeating: "\u{1}\"\\é", count: 200_000)
    let request = EngineRequest.begin(
      turn: 1, inquiry: Inquiry(question: question, evidence: ["/a"]))
    let frame = try FrameEncoder.encode(request)
    #expect(frame.count < FrameDecoder<EngineRequest>.longestFrame)
    var decoder = FrameDecoder<EngineRequest>()
    var decoded: [EngineRequest] = []
    try decoder.decode(frame) { decoded.append($0) }
    #expect(decoded == [request])
  }
}
