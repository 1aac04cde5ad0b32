/// The stretch of a sequence in which something is most clearly more often so than not.
///
///     fast fast slow fast slow slow slow slow fast → the 3rd to the 8th, 4 more slow than fast
///
/// It is Kadane's greatest sum of neighbours, each counted +1 or -1: it tells at once how many there
/// are, where it began and where it ended, and a few that are so by chance do not add up.
struct Stretch: Hashable {
  /// How many more are so than not.
  var lead: Int
  /// The first and the last that are so.
  var range: ClosedRange<Int>

  /// Finds it; nil where nothing is so.
  init?(_ marks: [Bool]) {
    var best = 0
    var found: ClosedRange<Int>?
    var sum = 0
    var start = 0
    for (index, isSo) in marks.enumerated() {
      if sum <= 0 {
        sum = 0
        start = index
      }
      sum += isSo ? 1 : -1
      if sum > best {
        best = sum
        found = start...index
      }
    }
    guard let found else { return nil }
    lead = best
    range = found
  }
}
