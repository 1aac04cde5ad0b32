/// What a question wants said of all values together: whether they are the same, whether all are there.
///
///     same tag on all the web pods?        → Yes, the same 6 times
///     rest of the stack at full replicas?  → No: 1 of 5 is not
struct StatedVerdict: Hashable {
  private let isOfSame: Bool
  /// Whether it is asked if there are any: "any failed allocs?".
  private let asksAny: Bool
  /// Whether those are meant that the case is not about.
  let isOfOthers: Bool

  /// Nil where only the values are asked for.
  init?(_ words: [String]) {
    let known = Set(words)
    isOfSame = !known.isDisjoint(with: ["same", "identical", "equal", "match"])
    isOfOthers = !known.isDisjoint(with: ["rest", "other", "others"])
    asksAny = known.contains("any")
    guard isOfSame || asksAny || !known.isDisjoint(with: ["full", "fully", "ready", "all"]) else { return nil }
  }

  /// The verdict on some values as the beginning of a sentence; empty where they tell none.
  func sentence(_ pairs: [StatedLine.Pair]) -> String {
    if asksAny {
      let amounts = pairs.compactMap(\.amount)
      guard amounts.count == pairs.count, !pairs.isEmpty else { return "" }
      return amounts.allSatisfy { $0 == 0 } ? "No: " : "Yes: "
    }
    guard pairs.count > 1 else { return "" }
    if isOfSame {
      let values = Set(pairs.map(\.value))
      return values.count == 1
        ? "Yes, the same \(Counting.times(pairs.count)): " : "No, \(values.count) different ones: "
    }
    let shares = pairs.map { $0.value.split(separator: "/").map { $0.filter(\.isNumber) } }
    guard shares.allSatisfy({ $0.count == 2 && !$0[0].isEmpty && !$0[1].isEmpty }) else { return "" }
    let less = shares.count { $0[0] != $0[1] }
    return less == 0 ? "Yes, all \(pairs.count): " : "No: \(less) of \(pairs.count) \(less == 1 ? "is" : "are") not. "
  }
}
