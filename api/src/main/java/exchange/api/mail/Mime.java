package exchange.api.mail;

import exchange.core.notice.Mail;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Mails as messages of RFC 5322. */
final class Mime {
  private Mime() {}

  /**
   * @param message an empty one, which becomes the mail
   * @param from the address that mails come from
   */
  static void write(Mail mail, String from, MimeMessage message) throws MessagingException {
    MimeMessageHelper parts = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
    parts.setValidateAddresses(true);
    parts.setFrom(from);
    parts.setTo(mail.to());
    parts.setSubject(mail.subject());
    parts.setText(mail.text());
    parts.setSentDate(Date.from(mail.at()));
    message.setHeader("Content-Language", mail.language());
    // Lest out-of-office answers come back.
    message.setHeader("Auto-Submitted", "auto-generated");
    message.saveChanges();
    message.setHeader("Message-ID", "<" + mail.id().replace('@', '.') + "@warehouse-exchange>");
  }
}
