import Redaction
package import SessionsAPI

extension Session {
  /// The session with everything that looks like a secret masked, for handing on.
  package func maskingSecrets() -> Session {
    var masked = self
    masked.title = title.map(SecretMask.masked)
    masked.input = SecretMask.masked(input)
    masked.messages = messages?.map { $0.maskingSecrets() }
    return masked
  }
}

extension Message {
  /// The message with everything in text and report that looks like a secret masked.
  func maskingSecrets() -> Message {
    var masked = self
    masked.markdownContent = SecretMask.masked(markdownContent)
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
      section.title = SecretMask.masked(section.title)
      section.claims = section.claims.map { claim in
        Claim(SecretMask.masked(claim.text), exhibits: claim.exhibits)
      }
      return section
    }
    masked.exhibits = exhibits.map { exhibit in
      var exhibit = exhibit
      exhibit.source = exhibit.source.map(SecretMask.masked)
      exhibit.path = exhibit.path.map(SecretMask.masked)
      exhibit.service = exhibit.service.map(SecretMask.masked)
      exhibit.quote = exhibit.quote.map(SecretMask.masked)
      exhibit.context = exhibit.context?.map { line in
        Line(line: line.line, text: SecretMask.masked(line.text))
      }
      exhibit.measure = exhibit.measure.map { measure in
        var measure = measure
        measure.name = measure.name.map(SecretMask.masked)
        measure.unit = SecretMask.masked(measure.unit)
        return measure
      }
      exhibit.origin = exhibit.origin.map { origin in
        Origin(
          source: SecretMask.masked(origin.source), query: SecretMask.masked(origin.query),
          time: origin.time, link: origin.link.map(SecretMask.masked))
      }
      return exhibit
    }
    return masked
  }
}
