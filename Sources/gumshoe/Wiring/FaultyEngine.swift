#if FAULTS
  import CPlatform
  import Investigation

  /// An engine that a word in the question ends or freezes, and that a file holds: built for tests
  /// alone (`-D FAULTS`).
  struct FaultyEngine: InvestigationEngine {
    private let engine: Investigator

    init(_ engine: Investigator) {
      self.engine = engine
    }

    func answer(
      _ inquiry: Inquiry, progress: @escaping @Sendable (InvestigationProgress) -> Void
    ) async throws -> Answer {
      // A test sees by it that the engine has the turn.
      progress(InvestigationProgress(step: "looking for a fault", done: 0, total: 1))
      for (word, fault) in Self.faults where inquiry.question.contains(word) { fault() }
      if let place = inquiry.evidence.first { try await wait(whileHeldAt: place + Self.hold) }
      if inquiry.question.contains("fault:hoard") { try await hoard() }
      return try await engine.answer(inquiry, progress: progress)
    }

    private static let faults: [(word: String, fault: @Sendable () -> Void)] = [
      // A trap is what is wanted here; this is never in the shipped binary.
      ("fault:trap", { fatalError("a word asked for it") }),
      // Obeys no cancel; the process goes on saying that it lives.
      ("fault:busy", { while true { cplatform_sleep(0) } }),
      ("fault:memory", { takeMemory() }),
      // A length of 16 bytes, and three of them.
      ("fault:half", { say([0, 0, 0, 16, 0x7B, 0x22, 0x61]) }),
      ("fault:garbage", { say(Array("this is no frame, and its length is absurd".utf8)) }),
      ("fault:stop", { _ = cplatform_stop() }),
    ]

    /// What a file beside the evidence is called that holds its turns, for as long as it is there.
    private static let hold = ".held"

    /// A turn that is at work for as long as a test needs it to be, on any machine.
    private func wait(whileHeldAt path: String) async throws {
      while access(path, F_OK) == 0 { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// Takes more and more memory, as a turn does that reads: until it is told to end.
    private func hoard() async throws {
      var blocks: [[UInt8]] = []
      while true {
        try await Task.sleep(for: .milliseconds(5))
        blocks.append([UInt8](repeating: 1, count: 1 << 20))
      }
    }

    private static func say(_ bytes: [UInt8]) {
      bytes.withUnsafeBytes { _ = write(1, $0.baseAddress, $0.count) }
      while true { cplatform_sleep(1000) }
    }

    /// Takes memory faster than any look at it.
    private static func takeMemory() {
      var blocks: [[UInt8]] = []
      while true { blocks.append([UInt8](repeating: 1, count: 64 << 20)) }
    }
  }
#endif
