import Diagnosis
import Evidence
import Redaction

extension Case {
  /// The case as it is kept: what looks like a secret is masked in all that was cited, found, pasted or
  /// said, though the evidence itself shows it where it lies.
  func masked() -> Case {
    var file = self
    file.exhibits = exhibits.map { exhibit in
      var exhibit = exhibit
      exhibit.sample = exhibit.sample.masked()
      return exhibit
    }
    file.diagnosis?.findings = diagnosis?.findings.map { $0.masked() } ?? []
    file.pasted = pasted.map { .init(name: $0.name, text: SecretMask.maskedLines($0.text)) }
    file.turns = turns.map {
      .init(
        question: SecretMask.masked($0.question), act: $0.act,
        answer: SecretMask.masked($0.answer))
    }
    file.statements = statements.map {
      .init(text: SecretMask.masked($0.text), turn: $0.turn, meaning: $0.meaning)
    }
    return file
  }
}

extension Finding {
  fileprivate func masked() -> Finding {
    var finding = self
    finding.detail = SecretMask.masked(detail)
    finding.template = template.map(SecretMask.masked)
    finding.samples = samples.map { $0.masked() }
    return finding
  }
}

extension Sample {
  fileprivate func masked() -> Sample {
    guard SecretMask.occurs(in: text) || further.contains(where: { SecretMask.occurs(in: $0.text) })
    else { return self }
    var sample = self
    sample.text = SecretMask.masked(text)
    sample.message = SecretMask.masked(message)
    sample.further = further.map { line in
      .init(reference: line.reference, text: SecretMask.masked(line.text))
    }
    return sample
  }
}
