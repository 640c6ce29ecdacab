import { encode } from 'uqr';
import styles from './QrCode.module.css';

interface QrCodeProps {
  /** What a camera reads. */
  readonly text: string;
  /** What it is for people who cannot see it. */
  readonly label: string;
}

/** A QR code, dark on light on any background, since cameras read no other. Loaded only where one is shown. */
export default function QrCode({ text, label }: QrCodeProps) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const dots = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')));
  return (
    <svg
      aria-label={label}
      className={styles.code}
      role="img"
      shapeRendering="crispEdges"
      viewBox={`0 0 ${size} ${size}`}
    >
      <path className={styles.light} d={`M0 0h${size}v${size}h-${size}z`} />
      <path className={styles.dark} d={dots.join('')} />
    </svg>
  );
}
