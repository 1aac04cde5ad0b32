extension StringProtocol {
  /// The part without such characters at its ends.
  package func trimming(_ isTrimmed: (Character) -> Bool) -> SubSequence {
    var part = drop(while: isTrimmed)
    while let last = part.last, isTrimmed(last) { part = part.dropLast() }
    return part
  }
}
