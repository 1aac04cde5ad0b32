package import Evidence
package import Timeline

/// A piece of evidence that a report cites, with what it said then.
///
/// `[7]` is number 7, quote `disk full`, reference `store.log:120`, standing for 848 entries from
/// 13:41:06 to 14:12:38, with the lines 117 to 123 as they were.
package struct Exhibit: Hashable, Sendable, Codable {
  /// The number it is cited by, from 1, for ever.
  package var number: Int
  package var sample: Sample
  /// What is quoted: a part of the sample's text, or of the further line that tells most; masked.
  package var quote: String
  /// The line that the quote stands in: the sample's own, or that of a further line.
  package var reference: Reference
  /// How many entries it stands for, exactly; 1 where it stands for itself.
  package var count: Int
  /// From the first to the last of them.
  package var period: TimeWindow?
  /// Lines around it, as they were when it was first cited, masked; at most three on each side.
  package var context: [ContextLine]
  /// How often it happened over time, at most 120 points.
  package var values: Series?
  /// What the values are of, where they are a metric's; else they count entries.
  package var measured: Measured?
  /// Where its file was fetched from; nil, as in what older versions stored, where it was not.
  package var origin: Inquiry.Origin?

  package init(
    number: Int, sample: Sample, quote: String, reference: Reference, count: Int = 1,
    period: TimeWindow? = nil, context: [ContextLine] = [], values: Series? = nil,
    measured: Measured? = nil
  ) {
    self.number = number
    self.sample = sample
    self.quote = quote
    self.reference = reference
    self.count = count
    self.period = period
    self.context = context
    self.values = values
    self.measured = measured
  }
}
