package exchange.api.iso20022;

import exchange.core.bank.BankEntry;
import exchange.core.bank.BankStatement;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads a bank-to-customer statement of any version. A file has one statement; of its entries those
 * count that are booked.
 */
public final class Camt053 {
  private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.";
  private static final int MOST_ERRORS = 20;

  private final List<String> errors = new ArrayList<>();

  private Camt053() {}

  /**
   * @throws exchange.core.values.RefusedException {@code BANK_FILE_REFUSED} with all that is wrong,
   *     entry by entry
   */
  public static BankStatement read(String xml) {
    Camt053 reader = new Camt053();
    try {
      BankStatement statement = reader.statement(parse(xml));
      if (reader.errors.isEmpty()) {
        return statement;
      }
    } catch (Unreadable unreadable) {
      reader.errors.add(unreadable.getMessage());
    }
    throw Refusal.of(
        RefusalCode.BANK_FILE_REFUSED,
        "errors",
        reader.errors.stream().limit(MOST_ERRORS).collect(Collectors.joining("; ")));
  }

  /** What is wrong with one part, in words for the operator. */
  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message);
    }
  }

  /** Nothing in a file may lead outside of it, or grow beyond it. */
  private static Element parse(String xml) throws Unreadable {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Silent());
      return builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
    } catch (SAXParseException e) {
      throw new Unreadable("line " + e.getLineNumber() + " is no XML that is taken here");
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new Unreadable("it is no XML that is taken here");
    }
  }

  /** The parser's own would write to the console. */
  private static final class Silent implements ErrorHandler {
    @Override
    public void warning(SAXParseException warning) {}

    @Override
    public void error(SAXParseException error) throws SAXException {
      throw error;
    }

    @Override
    public void fatalError(SAXParseException error) throws SAXException {
      throw error;
    }
  }

  private BankStatement statement(Element root) throws Unreadable {
    String namespace = root.getNamespaceURI();
    if (namespace == null || !namespace.startsWith(NAMESPACE)) {
      throw new Unreadable("it is no camt.053");
    }
    List<Element> statements = all(root, "BkToCstmrStmt", "Stmt").toList();
    if (statements.size() != 1) {
      throw new Unreadable("it has " + statements.size() + " statements, not one");
    }
    Element statement = statements.get(0);
    Money opening = balance(statement, "OPBD");
    Money closing = balance(statement, "CLBD");
    List<Element> rows = all(statement, "Ntry").toList();
    List<BankEntry> entries = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      try {
        if (isBooked(rows.get(i))) {
          entries.add(entry(rows.get(i)));
        }
      } catch (Unreadable unreadable) {
        errors.add("entry " + (i + 1) + ": " + unreadable.getMessage());
      }
    }
    String account =
        Stream.concat(
                all(statement, "Acct", "Id", "IBAN"), all(statement, "Acct", "Id", "Othr", "Id"))
            .map(Camt053::text)
            .findFirst()
            .orElseThrow(() -> new Unreadable("its account is missing"));
    return new BankStatement(
        account, need(statement, "its number", "Id"), opening, closing, entries);
  }

  private static Money balance(Element statement, String code) throws Unreadable {
    for (Element each : all(statement, "Bal").toList()) {
      if (all(each, "Tp", "CdOrPrtry", "Cd").anyMatch(type -> text(type).equals(code))) {
        return amount(each);
      }
    }
    throw new Unreadable("the balance " + code + " is missing");
  }

  private static boolean isBooked(Element entry) throws Unreadable {
    String status =
        all(entry, "Sts", "Cd")
            .map(Camt053::text)
            .findFirst()
            .orElse(need(entry, "its status", "Sts"));
    return status.equals("BOOK");
  }

  private static BankEntry entry(Element entry) throws Unreadable {
    String reference =
        Stream.concat(all(entry, "AcctSvcrRef"), all(entry, "NtryRef"))
            .map(Camt053::text)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElseThrow(() -> new Unreadable("the bank's reference is missing"));
    String day = need(entry, "its booking date", "BookgDt");
    String text =
        Stream.of(
                all(entry, "NtryDtls", "TxDtls", "Refs", "EndToEndId"),
                all(entry, "NtryDtls", "TxDtls", "RmtInf", "Ustrd"),
                all(entry, "NtryDtls", "TxDtls", "RmtInf", "Strd", "CdtrRefInf", "Ref"),
                all(entry, "AddtlNtryInf"))
            .flatMap(found -> found)
            .map(Camt053::text)
            .distinct()
            .collect(Collectors.joining(" / "));
    try {
      LocalDate bookedOn = LocalDate.parse(day.substring(0, Math.min(10, day.length())));
      return new BankEntry(reference, bookedOn, amount(entry), text);
    } catch (java.time.format.DateTimeParseException e) {
      throw new Unreadable("its booking date " + day + " is none");
    }
  }

  private static Money amount(Element part) throws Unreadable {
    String digits = need(part, "its amount", "Amt");
    String currency =
        all(part, "Amt").map(amount -> amount.getAttribute("Ccy")).findFirst().orElse("");
    Money money;
    try {
      money = Money.of(CurrencyUnit.of(currency), new BigDecimal(digits));
    } catch (RuntimeException e) {
      throw new Unreadable("its amount " + digits + " " + currency + " is none");
    }
    if (money.isNegative()) {
      throw new Unreadable("its amount " + digits + " is negative");
    }
    return switch (need(part, "whether it is a credit", "CdtDbtInd")) {
      case "CRDT" -> money;
      case "DBIT" -> money.negated();
      default -> throw new Unreadable("it is neither credit nor debit");
    };
  }

  private static String need(Element part, String what, String name) throws Unreadable {
    return all(part, name)
        .map(Camt053::text)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElseThrow(() -> new Unreadable(what + " is missing"));
  }

  private static String text(Element element) {
    return element.getTextContent().strip();
  }

  private static Stream<Element> all(Element part, String... path) {
    Stream<Element> found = Stream.of(part);
    for (String name : path) {
      found = found.flatMap(each -> children(each, name));
    }
    return found;
  }

  private static Stream<Element> children(Element part, String name) {
    NodeList children = part.getChildNodes();
    return IntStream.range(0, children.getLength())
        .mapToObj(children::item)
        .filter(child -> child.getNodeType() == Node.ELEMENT_NODE)
        .filter(child -> name.equals(child.getLocalName()))
        .map(Element.class::cast);
  }
}
