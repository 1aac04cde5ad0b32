import HTTPTypes

extension HTTPField.Name {
  // Never nil, for these are tokens of RFC 9110, section 5.6.2.

  /// What the logs call the request, in its answer.
  static let requestID = Self("X-Request-Id")
  /// What the client would like (RFC 7240).
  static let prefer = Self("Prefer")
  /// What of it was done.
  static let preferenceApplied = Self("Preference-Applied")
}
