package exchange.api.rest;

import exchange.api.wire.CertificateChoice;
import exchange.api.wire.CertificateCut;
import exchange.api.wire.CertificatePrice;
import exchange.api.wire.CertificateRequest;
import exchange.api.wire.CertificateSlot;
import exchange.api.wire.CertificateSplit;
import exchange.api.wire.CertificateWaste;
import exchange.api.wire.CertificateWeight;
import exchange.api.wire.DayValue;
import exchange.api.wire.RoundCertificate;
import exchange.api.wire.SpaceValue;
import exchange.core.matching.Certificate;
import exchange.core.matching.Certificate.Cut;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import exchange.core.matching.RoundProof;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** What proves a round, without the names of anybody, and what it found space to be worth. */
final class WireProofs {
  private WireProofs() {}

  static RoundCertificate certificate(RoundProof proof) {
    Certificate certificate = proof.solved().certificate();
    return new RoundCertificate(
        slots(proof.problem().slots()),
        proof.problem().candidates().stream().map(WireProofs::request).toList(),
        proof.solved().plan().choices(),
        certificate.cost(),
        certificate.bound(),
        certificate.shift(),
        certificate.prices().stream()
            .map(each -> new CertificatePrice(each.slot(), each.day().toEpochDay(), each.price()))
            .toList(),
        certificate.cuts().stream().map(WireProofs::cut).toList(),
        certificate.wastes().stream()
            .map(each -> new CertificateWaste(each.slot(), each.least()))
            .toList(),
        certificate.digest());
  }

  private static CertificateCut cut(Cut cut) {
    return new CertificateCut(
        cut.slot(),
        cut.day().toEpochDay(),
        cut.most(),
        cut.price(),
        cut.weights().stream()
            .map(each -> new CertificateWeight(each.request(), each.units(), each.weight()))
            .toList());
  }

  private static List<CertificateSlot> slots(List<Slot> slots) {
    List<UUID> sites = slots.stream().map(Slot::site).toList();
    return slots.stream()
        .map(
            slot ->
                new CertificateSlot(
                    sites.indexOf(slot.site()),
                    slot.free().firstDay().toEpochDay(),
                    Arrays.stream(slot.free().units()).boxed().toList()))
        .toList();
  }

  private static CertificateRequest request(Candidate candidate) {
    CertificateRequest wire =
        new CertificateRequest(
            candidate.unmatchedCost(),
            candidate.choices().stream().map(WireProofs::choice).toList());
    candidate
        .split()
        .map(split -> new CertificateSplit(split.quantity(), split.mostSites()))
        .ifPresent(wire::setSplit);
    return wire;
  }

  private static CertificateChoice choice(Choice choice) {
    return new CertificateChoice(
        choice.slot(),
        choice.stay().from().toEpochDay(),
        choice.stay().to().toEpochDay(),
        choice.units(),
        choice.cost());
  }

  static SpaceValue value(exchange.core.matching.SpaceValue value) {
    return new SpaceValue(
        value.listingId(),
        value.roundId(),
        value.number(),
        value.used(),
        value.days().stream()
            .map(day -> new DayValue(day.date(), WireValues.money(day.value())))
            .toList());
  }
}
