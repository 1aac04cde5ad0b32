/// Finds the word that a misspelt one was meant to be.
///
/// `bookng` → `booking`, `erors` → `errors`, `frist` → `first`: from 5 letters on one edit is undone,
/// from 9 on two; two neighbours that swapped places count as one. Never across a digit.
struct Spelling {
  /// The known words by their length, those that should win first.
  private var byLength: [Int: [(word: [Character], rank: Int)]] = [:]
  private var known: Set<String> = []

  /// - Parameter words: What may have been meant, what should win first.
  init(_ words: [String]) {
    for word in words where known.insert(word).inserted {
      guard word.count <= Self.longest, word.allSatisfy({ !$0.isNumber }) else { continue }
      byLength[word.count, default: []].append((Array(word), known.count))
    }
  }

  /// Whether a word needs no correction.
  func knows(_ word: String) -> Bool { known.contains(word) }

  /// The known word nearest to a misspelt one; nil where none is near.
  func correction(of word: String) -> String? {
    let letters = Array(word)
    guard (Self.shortest...Self.longest).contains(letters.count), !known.contains(word),
      letters.allSatisfy({ $0.isLetter || $0 == "-" || $0 == "_" })
    else { return nil }
    let allowed = letters.count >= Self.longEnoughForTwo ? 2 : 1
    var best: (word: [Character], edits: Int, rank: Int)?
    for length in (letters.count - allowed)...(letters.count + allowed) {
      for (candidate, rank) in byLength[length] ?? [] {
        // The first letter is nearly always typed right; without it `vault` would become `fault`.
        guard candidate.first == letters.first || candidate.starts(with: [letters[1], letters[0]])
        else { continue }
        guard let edits = Self.distance(letters, candidate, atMost: best?.edits ?? allowed),
          edits < 2 || !Self.isReplaced(letters, candidate)
        else { continue }
        // A letter is more often left out or doubled than replaced; then what should win first does.
        // A letter too many is mostly one typed twice.
        let isLonger = candidate.count < letters.count && !Self.isDoubled(letters, candidate)
        let cost =
          rank + (candidate.count == letters.count ? Self.replacement : 0)
          + (isLonger ? Self.replacement / 2 : 0)
        if let best, edits == best.edits, cost >= best.rank { continue }
        best = (candidate, edits, cost)
      }
    }
    return best.map { String($0.word) }
  }

  /// Whether two words differ in two letters put for others: `collections` is no `connections`.
  private static func isReplaced(_ a: [Character], _ b: [Character]) -> Bool {
    guard a.count == b.count else { return false }
    let different = a.indices.filter { a[$0] != b[$0] }
    // A swap of neighbours is one edit, and leaves one for a letter.
    return different.count == 2
  }

  /// Whether a word only has a letter twice that another has once: `errrors`.
  private static func isDoubled(_ typed: [Character], _ word: [Character]) -> Bool {
    guard typed.count == word.count + 1 else { return false }
    return typed.indices.dropFirst().contains { index in
      guard typed[index] == typed[index - 1] else { return false }
      var rest = typed
      rest.remove(at: index)
      return rest == word
    }
  }

  /// The word of a list that lacks a vowel as it is typed, or one of two like letters: `mny` is "many",
  /// `stil` "still"; for words too short to be corrected by any of their letters.
  static func vowelless(_ words: [String]) -> [String: String] {
    var found: [String: String] = [:]
    for word in words where (shortest - 1...shortest + 1).contains(word.utf8.count) {
      for index in word.indices.dropFirst()
      where "aeiou".contains(word[index]) || word[word.index(before: index)] == word[index] {
        var typed = word
        typed.remove(at: index)
        if found[typed] == nil { found[typed] = word }
      }
    }
    return found
  }

  /// Comes after all words that differ otherwise.
  private static let replacement = 1_000_000
  private static let shortest = 5
  private static let longEnoughForTwo = 9
  private static let longest = 40

  /// Insertions, deletions, changes and swaps of neighbours between two words; nil beyond a limit.
  ///
  /// Source: optimal string alignment, with the rows kept to a band around the diagonal.
  static func distance(_ a: [Character], _ b: [Character], atMost limit: Int) -> Int? {
    guard limit >= 0, abs(a.count - b.count) <= limit else { return nil }
    var before: [Int] = []
    var last = Array(0...b.count)
    for row in a.indices {
      var current = [row + 1]
      current.reserveCapacity(b.count + 1)
      var least = row + 1
      for column in b.indices {
        let change = last[column] + (a[row] == b[column] ? 0 : 1)
        var cost = min(change, min(last[column + 1], current[column]) + 1)
        if row > 0, column > 0, a[row] == b[column - 1], a[row - 1] == b[column] {
          cost = min(cost, before[column - 1] + 1)
        }
        current.append(cost)
        least = min(least, cost)
      }
      if least > limit { return nil }
      (before, last) = (last, current)
    }
    guard let edits = last.last, edits <= limit else { return nil }
    return edits
  }
}
