import { useLocation, useNavigate } from 'react-router';

/**
 * Goes back to where the person came from, with its scroll position; to `fallback` where the app was opened by a link
 * and there is nothing to go back to.
 */
export function useGoBack(fallback: string): () => void {
  const navigate = useNavigate();
  const { key } = useLocation();
  return () => void (key === 'default' ? navigate(fallback, { replace: true }) : navigate(-1));
}
