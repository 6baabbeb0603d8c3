package exchange.api.iso20022;

import exchange.core.bank.BankAccount;
import exchange.core.bank.PaymentFile;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.joda.money.Money;

/**
 * Writes a customer credit transfer initiation, {@code pain.001.001.09}. The same file makes the
 * same text.
 */
public final class Pain001 {
  private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
  private static final int LONGEST_NAME = 140;

  private final PaymentFile file;
  private final XMLStreamWriter xml;

  private Pain001(PaymentFile file, XMLStreamWriter xml) {
    this.file = file;
    this.xml = xml;
  }

  public static String write(PaymentFile file) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      new Pain001(file, xml).document();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  /** An id as banks take it: 35 characters at most. It comes back on the statement. */
  private static String name(UUID id) {
    return id.toString().replace("-", "");
  }

  private void document() throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("Document");
    xml.writeDefaultNamespace(NAMESPACE);
    xml.writeStartElement("CstmrCdtTrfInitn");
    xml.writeStartElement("GrpHdr");
    write("MsgId", name(file.id()));
    write("CreDtTm", file.at().truncatedTo(ChronoUnit.SECONDS).toString());
    totals();
    xml.writeStartElement("InitgPty");
    write("Nm", cut(file.debtor().name()));
    end(2);
    payments();
    end(2);
    xml.writeEndDocument();
  }

  private void totals() throws XMLStreamException {
    Money sum =
        file.payments().stream()
            .map(PaymentFile.Payment::amount)
            .reduce(Money.zero(file.currency()), Money::plus);
    write("NbOfTxs", Integer.toString(file.payments().size()));
    write("CtrlSum", sum.getAmount().toPlainString());
  }

  /** Each is booked by itself, so that a statement tells of each. */
  private void payments() throws XMLStreamException {
    xml.writeStartElement("PmtInf");
    write("PmtInfId", name(file.id()));
    write("PmtMtd", "TRF");
    write("BtchBookg", "false");
    totals();
    xml.writeStartElement("ReqdExctnDt");
    write("Dt", file.at().atOffset(ZoneOffset.UTC).toLocalDate().toString());
    end(1);
    party("Dbtr", file.debtor());
    account("DbtrAcct", file.debtor());
    bank("DbtrAgt", file.debtor());
    for (PaymentFile.Payment each : file.payments()) {
      payment(each);
    }
    end(1);
  }

  private void payment(PaymentFile.Payment payment) throws XMLStreamException {
    xml.writeStartElement("CdtTrfTxInf");
    xml.writeStartElement("PmtId");
    write("EndToEndId", name(payment.id()));
    end(1);
    xml.writeStartElement("Amt");
    xml.writeStartElement("InstdAmt");
    xml.writeAttribute("Ccy", payment.amount().getCurrencyUnit().getCode());
    xml.writeCharacters(payment.amount().getAmount().toPlainString());
    end(2);
    bank("CdtrAgt", payment.creditor());
    party("Cdtr", payment.creditor());
    account("CdtrAcct", payment.creditor());
    xml.writeStartElement("RmtInf");
    write("Ustrd", name(payment.id()));
    end(2);
  }

  private void party(String element, BankAccount account) throws XMLStreamException {
    xml.writeStartElement(element);
    write("Nm", cut(account.name()));
    end(1);
  }

  private static String cut(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
  }

  private void account(String element, BankAccount account) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeStartElement("Id");
    write("IBAN", account.iban());
    end(2);
  }

  private void bank(String element, BankAccount account) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeStartElement("FinInstnId");
    write("BICFI", account.bic());
    end(2);
  }

  private void write(String element, String text) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private void end(int elements) throws XMLStreamException {
    for (int i = 0; i < elements; i++) {
      xml.writeEndElement();
    }
  }
}
