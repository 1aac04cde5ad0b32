import ArgumentParser
import Foundation
import Investigation

/// Prints how often the acts are told right: five-fold cross-validation over groups of phrasings.
struct MeasureActs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "acts",
    abstract: "Measures how well acts are told, by cross-validation over groups.")

  @Option(help: "The phrasings.") var phrasings = "Tests/Evaluate/Data/phrasings.tsv"
  @Flag(help: "Lists each phrasing that was read wrong.") var wrong = false

  @Flag(help: "Folds over single phrasings, whose like ones may be learnt from: the upper bound.")
  var single = false

  @Flag(help: "Prints JSON, an object a line.") var json = false

  private static let folds = 5

  func run() throws {
    let phrasings = try Phrasings(path: phrasings)
    let trainer = ActTrainer(phrasings)
    let groups = Array(Set(phrasings.rows.map(\.group))).sorted()
    // Groups are dealt out by a hash, so that those of one kind come into all folds.
    let fold = phrasings.rows.map { Self.fold(of: single ? $0.text : $0.group) }
    var score = Score()
    for held in 0..<Self.folds {
      let train = phrasings.rows.enumerated().filter { fold[$0.offset] != held }
      let (model, _) = trainer.model(of: train.flatMap { trainer.examples(of: $1, at: $0) })
      let table = PhraseTable(train.map(\.element), vocabulary: trainer.vocabulary)
      for (number, row) in phrasings.rows.enumerated() where fold[number] == held {
        // Names that were not learnt with: three fillings were, this is another.
        let text = Phrasings.fill(row.text, number + 3)
        let ranked = ActReader(model: model).ranking(of: text, reader: trainer.reader)
        guard let best = ranked.first else { continue }
        let rival = ranked.first { $0.label.act != best.label.act } ?? best
        let gap = Double(best.score - rival.score) / Double(max(1, abs(best.score)))
        score.add(
          row, best: best.label, second: rival.label, gap: gap,
          table: table.label(of: row.text, vocabulary: trainer.vocabulary))
        if wrong, best.label.act != row.label.act {
          print(
            "\(row.label.name)\t\(best.label.name)\t\(String(format: "%.2f", gap))\t\(row.text)")
        }
      }
    }
    let count = single ? phrasings.rows.count : groups.count
    if json { score.reportJSON(groups: count) } else { score.report(groups: count) }
  }

  private static func fold(of group: String) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in group.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int((hash ^ (hash >> 13)) % UInt32(folds))
  }
}

/// What cross-validation counted.
private struct Score {
  var total = 0
  var acts = 0
  var both = 0
  var table = 0
  /// By how close the second act came, in steps of 5 %: all, wrong, and those where it was right.
  var gaps: [Int: (all: Int, wrong: Int, second: Int)] = [:]
  var confusions: [String: Int] = [:]
  var byAct: [String: (all: Int, right: Int)] = [:]

  mutating func add(
    _ row: Phrasings.Row, best: ActModel.Label, second: ActModel.Label, gap: Double,
    table found: ActModel.Label?
  ) {
    let isRight = best.act == row.label.act
    total += 1
    acts += isRight ? 1 : 0
    both += best == row.label ? 1 : 0
    table += found?.act == row.label.act ? 1 : 0
    byAct[row.label.act.rawValue, default: (0, 0)].all += 1
    byAct[row.label.act.rawValue, default: (0, 0)].right += isRight ? 1 : 0
    let step = min(10, Int(gap * 20))
    gaps[step, default: (0, 0, 0)].all += 1
    guard !isRight else { return }
    gaps[step, default: (0, 0, 0)].wrong += 1
    gaps[step, default: (0, 0, 0)].second += second.act == row.label.act ? 1 : 0
    confusions["\(row.label.act) read as \(best.act)", default: 0] += 1
  }

  /// Prints `{"set":"acts","kind":"all","n":5541,"groups":2945,"accuracy":0.83,"with_aspect":0.78}`, the
  /// same of each act, and the confusions, the most frequent first.
  func reportJSON(groups: Int) {
    func share(_ part: Int, _ whole: Int) -> String {
      String(format: "%.3f", Double(part) / Double(max(1, whole)))
    }
    print(
      #"{"set":"acts","kind":"all","n":\#(total),"groups":\#(groups),"#
        + #""accuracy":\#(share(acts, total)),"with_aspect":\#(share(both, total))}"#)
    for (act, counts) in byAct.sorted(by: { $0.key < $1.key }) {
      print(
        #"{"set":"acts","kind":"\#(act)","n":\#(counts.all),"#
          + #""accuracy":\#(share(counts.right, counts.all))}"#)
    }
    for (name, count) in ranked.prefix(Self.shown) {
      print(#"{"set":"acts","confusion":"\#(name)","n":\#(count)}"#)
    }
  }

  /// The confusions, the most frequent first.
  private var ranked: [(key: String, value: Int)] {
    confusions.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
  }

  /// Confusions that are printed.
  private static let shown = 20

  func report(groups: Int) {
    func percent(_ part: Int, _ whole: Int) -> String {
      String(format: "%.1f %%", 100 * Double(part) / Double(max(1, whole)))
    }
    print("\(total) phrasings in \(groups) groups, five folds over groups")
    print("linear model: act \(percent(acts, total)), act and aspect \(percent(both, total))")
    print("weighted table of phrases: act \(percent(table, total))")
    for (act, counts) in byAct.sorted(by: { $0.key < $1.key }) {
      print("  \(act): \(percent(counts.right, counts.all)) of \(counts.all)")
    }
    print("confusions:")
    for (name, count) in ranked.prefix(Self.shown) { print("  \(name): \(count)") }
    print("by the gap to the second act:")
    for (step, counts) in gaps.sorted(by: { $0.key < $1.key }) {
      print(
        "  \(step * 5) % and more: \(counts.all), wrong \(counts.wrong), second right \(counts.second)"
      )
    }
  }
}
