package import SessionsAPI

extension Session {
  /// The session with everything that looks like a secret masked, for handing on.
  package func maskingSecrets() -> Session {
    var masked = self
    masked.title = title.map(SecretShapes.mask)
    masked.input = SecretShapes.mask(input)
    masked.messages = messages?.map { $0.maskingSecrets() }
    return masked
  }
}

extension Message {
  /// The message with everything in text and report that looks like a secret masked.
  func maskingSecrets() -> Message {
    var masked = self
    masked.markdownContent = SecretShapes.mask(markdownContent)
    masked.report = report?.maskingSecrets()
    return masked
  }
}

extension Report {
  /// The report with everything that looks like a secret masked, in whatever text it stands.
  fileprivate func maskingSecrets() -> Report {
    var masked = self
    masked.sections = sections.map { section in
      var section = section
      section.title = SecretShapes.mask(section.title)
      section.claims = section.claims.map { claim in
        Claim(SecretShapes.mask(claim.text), exhibits: claim.exhibits)
      }
      return section
    }
    masked.exhibits = exhibits.map { exhibit in
      var exhibit = exhibit
      exhibit.source = exhibit.source.map(SecretShapes.mask)
      exhibit.path = exhibit.path.map(SecretShapes.mask)
      exhibit.service = exhibit.service.map(SecretShapes.mask)
      exhibit.quote = exhibit.quote.map(SecretShapes.mask)
      exhibit.context = exhibit.context?.map { line in
        Line(line: line.line, text: SecretShapes.mask(line.text))
      }
      return exhibit
    }
    return masked
  }
}
