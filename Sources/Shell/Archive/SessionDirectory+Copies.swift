package import SessionsAPI

extension SessionDirectory {
  /// The session that a user names; where the service can't be reached, as this machine last saw it, with
  /// the reason.
  ///
  /// - Throws: ``ShellError``, and what the service failed with where nothing is kept here.
  package func copy(of target: String) async throws -> (session: Session, staleness: String?) {
    do {
      return (try await find(target), nil)
    } catch let error as SessionsError where error.isAway {
      guard let kept = try? kept(target) else { throw error }
      return (kept, ErrorReport(error).message)
    }
  }

  /// The one session of this machine that has an id, the beginning of one, or words; with its messages.
  private func kept(_ target: String) throws -> Session? {
    let wanted = target.lowercased()
    let known = try archive.sessions(service: serviceName).map(\.session)
    let words = wanted.split(separator: " ")
    let fits = [
      known.filter { $0.id.rawValue == wanted }, known.filter { $0.id.rawValue.hasPrefix(wanted) },
      known.filter { $0.holds(words) },
    ].first { !$0.isEmpty }
    guard let fits, fits.count == 1, var session = fits.first else { return nil }
    let messages = try archive.messages(of: session.id, service: serviceName)
    guard !messages.isEmpty else { return nil }
    session.messages = messages
    return session
  }
}
