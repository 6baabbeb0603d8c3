package exchange.core.dispute;

import exchange.core.listing.ChargeCode;
import exchange.core.values.Refusal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What a dispute is about, beside its contract.
 *
 * @param invoiceId and {@code chargeCode}, of a line
 * @param day and {@code what}, of something that happened to goods
 */
public record Subject(
    Kind kind,
    Optional<UUID> invoiceId,
    Optional<ChargeCode> chargeCode,
    Optional<LocalDate> day,
    Optional<String> what) {

  public enum Kind {
    CONTRACT,
    INVOICE_LINE,
    GOODS_EVENT
  }

  public Subject {
    boolean line = kind == Kind.INVOICE_LINE;
    boolean goods = kind == Kind.GOODS_EVENT;
    require("invoiceId", invoiceId.isPresent() == line);
    require("chargeCode", chargeCode.isPresent() == line);
    require("day", day.isPresent() == goods);
    require("what", what.isPresent() == goods);
    if (chargeCode.equals(Optional.of(ChargeCode.COMMISSION))) {
      throw Refusal.invalid("subject.chargeCode", "must be a charge of the owner's");
    }
  }

  private static void require(String field, boolean fits) {
    if (!fits) {
      throw Refusal.invalid("subject." + field, "must fit the kind of subject");
    }
  }

  public static Subject contract() {
    return new Subject(
        Kind.CONTRACT, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static Subject line(UUID invoiceId, ChargeCode code) {
    return new Subject(
        Kind.INVOICE_LINE,
        Optional.of(invoiceId),
        Optional.of(code),
        Optional.empty(),
        Optional.empty());
  }

  public static Subject goods(LocalDate day, String what) {
    return new Subject(
        Kind.GOODS_EVENT, Optional.empty(), Optional.empty(), Optional.of(day), Optional.of(what));
  }
}
