import HTTPTypes

extension HTTPField.Name {
  // These are tokens of RFC 9110, section 5.6.2, so each is a name.

  /// What the logs call the request, in its answer.
  static let requestID = Self("X-Request-Id")!
  /// What the client would like (RFC 7240).
  static let prefer = Self("Prefer")!
  /// What of it was done.
  static let preferenceApplied = Self("Preference-Applied")!
}
