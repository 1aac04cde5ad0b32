import Evidence

/// What a question wants said of all values together: whether they are the same, whether all are there.
///
///     same tag on all the web pods?        → Yes, the same 6 times
///     rest of the stack at full replicas?  → No: 1 of 5 is not
struct StatedVerdict: Hashable {
  private let isOfSame: Bool
  /// Whether what stands behind the last colon is compared: of images the tag.
  private let isOfTag: Bool
  /// Whether it is asked if there are any: "any failed allocs?".
  private let asksAny: Bool
  /// Whether those are meant that the case is not about.
  let isOfOthers: Bool

  /// Nil where only the values are asked for.
  init?(_ words: [String]) {
    let known = Set(words)
    isOfSame = !known.isDisjoint(with: ["same", "identical", "equal", "match"])
    isOfTag = !known.isDisjoint(with: ["tag", "version"])
    isOfOthers = !known.isDisjoint(with: ["rest", "other", "others"])
    asksAny = known.contains("any")
    guard isOfSame || asksAny || !known.isDisjoint(with: ["full", "fully", "ready", "all"]) else {
      return nil
    }
  }

  /// The verdict on some values as the beginning of a sentence; nil where they tell none.
  func sentence(_ pairs: [StatedLine.Pair]) -> String? {
    guard !pairs.isEmpty else { return nil }
    if asksAny {
      let counts = pairs.compactMap { Int($0.value) }
      guard counts.count == pairs.count else { return nil }
      return counts.allSatisfy { $0 == 0 } ? "No: " : "Yes: "
    }
    guard pairs.count > 1 else { return nil }
    if isOfSame {
      let values = Set(pairs.map { isOfTag ? Self.tag($0.value) : $0.value })
      return values.count == 1
        ? "Yes, the same \(Counting.times(pairs.count)): "
        : "No, \(values.count) different ones: "
    }
    let shares = pairs.compactMap { Self.share($0.value) }
    guard shares.count == pairs.count else { return nil }
    let less = shares.count { $0.part != $0.whole }
    return less == 0
      ? "Yes, all \(pairs.count): "
      : "No: \(less) of \(pairs.count) \(less == 1 ? "is" : "are") not. "
  }

  private static func tag(_ image: String) -> String {
    image.split(separator: ":").last.map(String.init) ?? image
  }

  /// `2/3`; nil for all else that has a slash, such as a subnet.
  private static func share(_ text: String) -> (part: Int, whole: Int)? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let part = Int(parts[0]), let whole = Int(parts[1]) else { return nil }
    return (part, whole)
  }
}
