import CPlatform
import Dispatch
import Evidence
import EvidenceFiles
import Foundation
import Investigation
import Synchronization

/// What inputs are tried against: a small log, or a log made of the input.
enum FuzzEvidence {
  /// A few lines of two services, read once.
  static let small: any EvidenceSource = {
    let lines = (0..<120).map { number in
      let time = "2026-03-10T10:\(number / 2 + 10):\(number % 2 * 30 + 10)Z"
      return number < 80
        ? "\(time) INFO cart order \(number) placed\n" : "\(time) ERROR cart pool exhausted (4/4)\n"
    }
    write(Array(lines.joined().utf8), to: "small.log")
    return waitFor {
      try await EvidenceFilesOpener().open([folder + "/small.log"], limit: nil) { _, _, _ in }
    }
  }()

  /// A folder of this process's own, in memory where the system has such.
  private static let folder: String = {
    let root =
      FileManager.default.fileExists(atPath: "/dev/shm")
      ? "/dev/shm" : FileManager.default.temporaryDirectory.path
    let path = "\(root)/gumshoe-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(atPath: FuzzEvidence.folder) }
    return path
  }()

  private static func write(_ bytes: [UInt8], to name: String) {
    precondition(FileManager.default.createFile(atPath: folder + "/" + name, contents: Data(bytes)))
  }

  /// Asks the engine of a log of these bytes, by the way that files go.
  static func ask(
    _ questions: [String], of bytes: UnsafeBufferPointer<UInt8>, named name: String
  ) -> [String] {
    write(Array(bytes), to: name)
    return ask(questions, in: folder + "/" + name)
  }

  /// Asks the engine of the small log, each question as a follow-up of the one before, in a case
  /// that may have begun.
  static func ask(_ questions: [String], of memory: Data? = nil) -> [String] {
    _ = small
    return ask(questions, in: folder + "/small.log", of: memory)
  }

  private static func ask(
    _ questions: [String], in path: String, of stored: Data? = nil
  ) -> [String] {
    waitFor {
      let engine = Investigator(opener: EvidenceFilesOpener())
      var memory = stored
      var answers: [String] = []
      for question in questions {
        let inquiry = Inquiry(question: question, evidence: [path], memory: memory)
        do {
          let answer = try await engine.answer(inquiry) { _ in }
          memory = answer.memory
          answers.append(answer.markdown)
        } catch is InvestigationError {
          answers.append("")
        }
      }
      return answers
    }
  }

  /// Waits for what is asynchronous: libFuzzer's own thread is nobody else's.
  private static func waitFor<Result: Sendable>(
    _ work: @escaping @Sendable () async throws -> Result
  ) -> Result {
    let done = DispatchSemaphore(value: 0)
    let result = Mutex<Result?>(nil)
    Task {
      do {
        let value = try await work()
        result.withLock { $0 = value }
      } catch {
        fatalError("\(error)")
      }
      done.signal()
    }
    done.wait()
    guard let value = result.withLock({ $0 }) else { fatalError("no result") }
    return value
  }
}
