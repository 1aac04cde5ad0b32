extension Double {
  /// The natural logarithm, by halving and the series of the inverse hyperbolic tangent; 0 of what has
  /// none.
  ///
  /// Written out so that it gives the same bits with every C library.
  var logarithm: Double {
    guard self > 0, isFinite else { return 0 }
    let z = (significand - 1) / (significand + 1)
    let square = z * z
    var term = z
    var sum = 0.0
    for odd in stride(from: 1.0, through: 31, by: 2) {
      sum += term / odd
      term *= square
    }
    return 2 * sum + Double(exponent) * 0.6931471805599453
  }
}
