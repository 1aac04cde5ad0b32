import Evidence
import Timeline

/// Gives what clients quote of a product that is at a limit to the service that is that product.
///
/// Each client's finding then names it, and the service has one of its own, which rests on what its
/// clients say: what refuses does not always log that it does.
enum ProductRefusals {
  /// The detector's name, as such findings hold it.
  static let name = "product-refusals"

  /// The findings with those of the services that refuse; `services` are all that the evidence tells of.
  static func told(_ findings: [Finding], services: Set<String>) -> [Finding] {
    var told = findings
    var owned: [String: (place: Int, finding: Finding)] = [:]
    for index in findings.indices {
      let finding = findings[index]
      guard finding.signal == nil, finding.role == .state || finding.role == .symptom else {
        continue
      }
      if let error = said(ProductRefusal.errors, by: finding),
        let owner = owner(of: error, finding, services), !told[index].names.contains(owner)
      {
        told[index].names.append(owner)
      }
      guard let refusal = said(ProductRefusal.all, by: finding),
        let owner = owner(of: refusal, finding, services)
      else { continue }
      if !told[index].names.contains(owner) { told[index].names.append(owner) }
      if var known = owned[owner] {
        if let more = finding.period {
          known.finding.period = known.finding.period?.union(more) ?? more
        }
        owned[owner] = known
      } else {
        var own = finding
        own.detector = name
        own.service = owner
        own.role = .state
        own.names = []
        owned[owner] = (index, own)
      }
    }
    // What says so itself needs nobody to say it for it. Others stand before the first client's finding.
    for own in owned.values.sorted(by: { $0.place > $1.place })
    where !findings.contains(where: {
      $0.service == own.finding.service && $0.signal == nil && $0.kind == own.finding.kind
    }) {
      told.insert(own.finding, at: own.place)
    }
    return told
  }

  private static func said(_ all: [ProductRefusal], by finding: Finding) -> ProductRefusal? {
    guard let sample = finding.samples.first else { return nil }
    let text = ([sample.text] + sample.further.map(\.text)).joined(separator: "\n").lowercased()
    return all.first { $0.isSaid(in: text) }
  }

  /// The service that refuses: the one of the product that the finding names, else the only one there
  /// is; nil where there is none, where there are several, or where the product itself says it.
  private static func owner(
    of refusal: ProductRefusal, _ finding: Finding, _ services: Set<String>
  ) -> String? {
    guard !refusal.isOf(finding.service) else { return nil }
    let own = services.filter(refusal.isOf).sorted()
    return own.first(where: finding.names.contains) ?? (own.count == 1 ? own.first : nil)
  }
}

extension Finding {
  /// Who wrote what it rests on: mostly the service it is of, else the client that tells of it.
  package var writer: String {
    detector == ProductRefusals.name ? samples.first?.service ?? service : service
  }

  /// Whether clients tell of it what it does not say itself.
  package var isToldByClients: Bool { detector == ProductRefusals.name }
}
