import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { createRoutes, type RouteOptions } from './routes.tsx';

/** Made once, outside of rendering: the router reads the first address the moment it exists. */
export function createAppRouter(options: RouteOptions) {
  return createBrowserRouter(createRoutes(options));
}

export function App({ router }: { readonly router: ReturnType<typeof createAppRouter> }) {
  return <RouterProvider router={router} />;
}
