/// What the stamps of a file leave open, as other evidence decides it.
package struct StampContext: Hashable, Sendable {
  /// How `03/04/2026` and `03/04/26` are to be read; nil where nothing in the file decides it.
  package var order: DateOrder?
  /// The year of stamps without one; nil where no evidence tells it.
  package var year: Int?
  /// The day of stamps with a time of day only; nil where no evidence tells it.
  package var day: CivilDate?

  package init(order: DateOrder? = nil, year: Int? = nil, day: CivilDate? = nil) {
    self.order = order
    self.year = year
    self.day = day
  }
}

/// The order of the numbers in a date between slashes.
package enum DateOrder: Hashable, Sendable {
  /// `31/03/2026`.
  case dayFirst
  /// `03/31/2026`.
  case monthFirst
  /// `26/03/31`, for years of two digits.
  case yearFirst
}
