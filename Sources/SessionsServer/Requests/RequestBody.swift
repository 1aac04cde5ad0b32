package import InvestigationService
package import SessionsAPI

/// The body of a call, with the names of its fields, none of which may be given more than once.
package protocol RequestBody: Decodable {
  /// The fields that are read.
  static var fields: [String] { get }
}

extension SessionDraft: RequestBody {
  package static var fields: [String] { BodyField.allCases.map(\.rawValue) }
}

extension FollowUpDraft: RequestBody {
  package static var fields: [String] { BodyField.allCases.map(\.rawValue) }
}

extension AlertGroup: RequestBody {
  package static var fields: [String] { Field.allCases.map(\.rawValue) }
}
