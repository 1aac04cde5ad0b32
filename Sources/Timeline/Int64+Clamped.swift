extension Int64 {
  /// The sum, at the most the least or the greatest number there is.
  @inlinable
  package func addingClamped(_ other: Int64) -> Int64 {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? (other < 0 ? .min : .max) : sum
  }

  /// The difference, at the most the least or the greatest number there is.
  @inlinable
  package func subtractingClamped(_ other: Int64) -> Int64 {
    let (difference, overflows) = subtractingReportingOverflow(other)
    return overflows ? (other < 0 ? .max : .min) : difference
  }

  /// The product, at the most the least or the greatest number there is.
  @inlinable
  package func multipliedClamped(by other: Int64) -> Int64 {
    let (product, overflows) = multipliedReportingOverflow(by: other)
    return overflows ? ((self < 0) == (other < 0) ? .max : .min) : product
  }

  /// The quotient towards minus infinity, and the rest from 0: times before 1970 fall into their day.
  ///
  /// `-1` by `86_400_000` is `-1` and `86_399_999`. The divisor is positive.
  @inlinable
  package func floorDivided(by divisor: Int64) -> (quotient: Int64, rest: Int64) {
    let (quotient, rest) = quotientAndRemainder(dividingBy: Swift.max(1, divisor))
    return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
  }
}
