package import SessionsAPI

/// Makes sessions ready to be handed on.
package enum SessionExport {
  /// Writes a session in a form, its secrets masked and what could act on a reader made visible.
  ///
  /// Same session, same bytes: nothing tells when or where it was written.
  package static func document(
    _ session: Session, as format: ExportFormat, staleness: String? = nil
  ) -> ExportedSession {
    let session = session.maskingSecrets()
    let text =
      switch format {
      case .markdown: MarkdownExport(PostMortem(session)).text
      case .html: PageExport(PostMortem(session)).html
      case .json: session.document.text + "\n"
      }
    return ExportedSession(
      session: session, format: format.rawValue, text: text, staleness: staleness)
  }

  /// Writes a session into a file that only its owner may read.
  ///
  /// - Throws: ``FileError``; ``ShellError/fileExists(_:)`` where a file was named that is there, and is
  ///   not to be replaced.
  package static func write(
    _ session: Session, _ request: ExportRequest, staleness: String? = nil
  ) throws -> ExportedSession {
    var exported = document(session, as: request.format, staleness: staleness)
    exported.path = try ExportFile(request, of: exported.session).write(exported.text)
    return exported
  }
}
