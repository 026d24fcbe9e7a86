/** The library's menu, for OpensLater. */
export const dropdownMenu = () => import('@nuxt/ui/components/DropdownMenu.vue')
