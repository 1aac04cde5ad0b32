import Foundation
import SessionsAPI
import Shell

/// An archive of transcripts in a folder of its own, in which words are looked for.
struct FindBench {
  private let folder: String
  private let archive: Archive

  /// What is looked for: a rare word, a common one, the beginning of many, two words, a phrase, a run
  /// of a script without blanks that is there, and one that is not.
  static let queries = [
    "rare77", "checkout", "check", "c", "rare", "checkout kafkalag", "\"checkout kafkalag\"",
    "check kaf",
    "超时", "数据", "checkout 超时",
  ]

  /// Fills the archive with sessions of two turns each; the same ones every time.
  init(sessions: Int) throws {
    folder =
      FileManager.default.temporaryDirectory
      .appending(path: "gumshoe-find-\(UUID().uuidString)").path
    archive = try Archive(folder: folder)
    let parts = ["check", "cart", "pay", "ship", "mail", "data", "auth", "queue", "redis", "kafka"]
    let ends = [
      "out", "error", "pool", "timeout", "lag", "latency", "deploy", "node", "disk", "log",
    ]
    let words = parts.flatMap { part in ends.map { part + $0 } }
    let time = Date(timeIntervalSince1970: 1_700_000_000)
    var seed: UInt64 = 1
    for number in 0..<sessions {
      let messages = (0..<4).map { position in
        let isAnswer = !position.isMultiple(of: 2)
        let text = (0..<(isAnswer ? 150 : 10)).map { _ in
          // The generator of Knuth's MMIX; its high bits are the random ones.
          seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return words[Int(seed >> 33) % words.count]
        }
        return Message(
          id: .init(rawValue: "\(number)-\(position)"), role: isAnswer ? .assistant : .user,
          markdownContent: text.joined(separator: " ") + " rare\(number)"
            + (number.isMultiple(of: 50) ? " 支付服务超时" : ""),
          createdAt: time)
      }
      try archive.record(
        Session(
          id: .init(rawValue: "session-\(number)"), status: .idle, title: nil, input: "why?",
          createdAt: time, updatedAt: time, messages: messages), service: "embedded")
    }
  }

  /// Deletes the archive.
  func remove() {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Milliseconds that each of several searches for something takes.
  func times(of query: String, count: Int) throws -> [Double] {
    try (0..<count).map { _ in
      let begin = ContinuousClock.now
      _ = try archive.find(query, usedService: "embedded")
      return begin.duration(to: .now) / .milliseconds(1)
    }
  }
}
