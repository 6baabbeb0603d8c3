/** What banks read and write: camt.053 statements come in, pain.001 payment files go out. */
@NullMarked
package exchange.api.iso20022;

import org.jspecify.annotations.NullMarked;
