import Evidence
import Timeline

/// Tells which failures only pass on what another service said: its words stand in theirs.
///
///     ipam    `no more addresses in the pool`
///     kubelet `failed to create the sandbox: plugin: no more addresses in the pool`  → names ipam
enum QuotedFailures {
  /// The same findings, where those that quote another service's failure name that service.
  static func named(_ findings: [Finding]) -> [Finding] {
    let origins = findings.indices.filter { index in
      let finding = findings[index]
      return finding.role == .state || finding.role == .symptom
    }.prefix(mostOrigins).map { index in
      let words = words(findings[index].samples[0].message)
      return (index: index, words: words, said: said(words))
    }.filter { $0.words.count >= fewestWords }
    guard origins.count > 1 else { return findings }
    var told = findings
    for index in findings.indices.prefix(mostOrigins) {
      let sample = findings[index].samples[0]
      let own = words(sample.message)
      let text = said(words(sample.text + " " + further(sample)))
      // Two that say the same say it each of itself.
      for origin in origins
      where origin.words != own && findings[origin.index].service != findings[index].service {
        guard text.count > origin.said.count + leastMore, holds(text, origin.said),
          !told[index].names.contains(findings[origin.index].service),
          begins(findings[origin.index], noLaterThan: findings[index])
        else { continue }
        told[index].names.append(findings[origin.index].service)
      }
    }
    return told
  }

  /// The words of a text without its numbers, in which two tellings of one failure differ.
  private static func words(_ text: String) -> [String] {
    MessageWords.split(text).filter { $0.first?.isNumber == false }
  }

  /// Words between spaces, as bytes: all are compared with all.
  private static func said(_ words: [String]) -> [UInt8] {
    Array((" " + words.joined(separator: " ") + " ").utf8)
  }

  private static func holds(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard text.count >= part.count else { return false }
    return (0...text.count - part.count).contains { start in
      // Each word begins behind a space.
      text[start] == part[0] && text[start...].starts(with: part)
    }
  }

  private static func further(_ sample: Sample) -> String {
    sample.further.prefix(mostLines).map(\.text).joined(separator: " ")
  }

  private static func begins(_ a: Finding, noLaterThan b: Finding) -> Bool {
    guard let x = a.period?.lowerBound, let y = b.period?.lowerBound else { return true }
    return y.distance(from: x) >= -RankingModel.slack
  }

  /// Fewer words are a phrase of the trade: "connection refused" is said by everybody.
  private static let fewestWords = 4
  /// Bytes by which the text that quotes is longer than what it quotes: it says of what that is.
  private static let leastMore = 6
  /// Findings that are compared with each other: each with each.
  private static let mostOrigins = 80
  private static let mostLines = 8
}
