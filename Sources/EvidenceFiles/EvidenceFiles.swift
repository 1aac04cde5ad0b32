/// Files as evidence.
package enum EvidenceFiles {}
