package exchange.api.rest;

import exchange.api.wire.ChargeCode;
import exchange.api.wire.Dispute;
import exchange.api.wire.DisputeEntry;
import exchange.api.wire.DisputeEntryKind;
import exchange.api.wire.DisputeParty;
import exchange.api.wire.DisputeState;
import exchange.api.wire.DisputeSubject;
import exchange.api.wire.DisputeSubjectKind;
import exchange.api.wire.Evidence;
import exchange.api.wire.EvidenceType;
import exchange.core.dispute.Dispute.Entry;
import exchange.core.dispute.Subject;

/** Disputes with all that happened. */
final class WireDisputes {
  private WireDisputes() {}

  static Dispute dispute(exchange.core.dispute.Dispute dispute) {
    Dispute wire =
        new Dispute(
            dispute.id(),
            dispute.contractId(),
            dispute.openerId(),
            dispute.respondentId(),
            subject(dispute.subject()),
            WireValues.money(dispute.amount()),
            WireValues.money(dispute.frozen()),
            DisputeState.fromValue(dispute.state().name()),
            WireValues.time(dispute.openedAt()),
            WireValues.time(dispute.answerBy()),
            dispute.governingLaw(),
            dispute.seat(),
            dispute.timeline().stream().map(WireDisputes::entry).toList());
    dispute.appealBy().map(WireValues::time).ifPresent(wire::appealBy);
    dispute.awarded().map(WireValues::money).ifPresent(wire::awarded);
    dispute.paid().map(WireValues::money).ifPresent(wire::paid);
    dispute.owed().map(WireValues::money).ifPresent(wire::owed);
    return wire;
  }

  private static DisputeSubject subject(Subject subject) {
    DisputeSubject wire = new DisputeSubject(DisputeSubjectKind.fromValue(subject.kind().name()));
    subject.invoiceId().ifPresent(wire::invoiceId);
    subject.chargeCode().map(code -> ChargeCode.fromValue(code.name())).ifPresent(wire::chargeCode);
    subject.day().ifPresent(wire::day);
    subject.what().ifPresent(wire::what);
    return wire;
  }

  private static DisputeEntry entry(Entry entry) {
    DisputeEntry wire =
        new DisputeEntry(
            entry.id(),
            DisputeEntryKind.fromValue(entry.kind().name()),
            DisputeParty.fromValue(entry.by().name()),
            WireValues.time(entry.at()));
    entry.words().ifPresent(wire::words);
    entry.amount().map(WireValues::money).ifPresent(wire::amount);
    entry.evidence().map(WireDisputes::evidence).ifPresent(wire::evidence);
    return wire;
  }

  private static Evidence evidence(exchange.core.dispute.Evidence evidence) {
    return new Evidence(
        evidence.id(),
        evidence.name(),
        EvidenceType.fromValue(evidence.type().mediaType()),
        evidence.size(),
        evidence.sha256());
  }
}
