import Evidence

/// Finds services to and from which packets are lost: some calls wait for a retransmission, most do not.
struct PacketLoss: Detector {
  let name = "packet-loss"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    guard let requests = evidence.requests else { return [] }
    return LossyService.all(in: requests).compactMap { lossy in
      Finding(
        detector: name, service: lossy.service, kind: "packet-loss",
        strength: Finding.strength(ofRequests: lossy.slow.count) * RankingModel.lossShare,
        detail: "\(lossy.slow.count) of \(lossy.count) calls to and from it wait "
          + "\(RequestWords.duration(lossy.lost)) as for a lost packet, and the others do not; before it "
          + "was \(MetricText.number(lossy.usualShare)) %",
        spans: lossy.slow, of: requests.now)
    }
  }
}
