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
      exhibit.measured = exhibit.measured.map { measured in
        var measured = measured
        measured.name = SecretMask.masked(measured.name)
        return measured
      }
      return exhibit
    }
    file.diagnosis?.findings = diagnosis?.findings.map { $0.masked() } ?? []
    file.diagnosis?.hypotheses =
      diagnosis?.hypotheses.map { hypothesis in
        var hypothesis = hypothesis
        hypothesis.reason = SecretMask.masked(hypothesis.reason)
        return hypothesis
      } ?? []
    file.focus.scope?.terms.removeAll { $0.alternatives.contains(where: SecretMask.occurs) }
    file.focus.scope?.fields.removeAll { SecretMask.occurs(in: "\($0.name)=\($0.value)") }
    file.pasted = pasted.map { .init(name: $0.name, text: SecretMask.maskedLines($0.text)) }
    if let text = incident?.cause?.text { file.incident?.cause?.text = SecretMask.masked(text) }
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
    var sample = self
    // A private key is a secret of several lines, of which only the first looks like one.
    let whole = SecretMask.maskedLines(([text] + further.map(\.text)).joined(separator: "\n"))
    let lines = whole.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let isByLine = lines.count == further.count + 1
    sample.text = isByLine ? lines[0] : SecretMask.masked(text)
    sample.further = further.indices.map { index in
      .init(
        reference: further[index].reference,
        text: isByLine ? lines[index + 1] : SecretMask.masked(further[index].text))
    }
    sample.message = SecretMask.masked(message)
    sample.logger = logger.map(SecretMask.masked)
    return sample
  }
}
